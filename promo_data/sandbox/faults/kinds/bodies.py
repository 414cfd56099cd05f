"""Bodies that no one can read, or that harm who does."""

import re
import zlib
from http import HTTPStatus
from typing import Literal

from pydantic import Field
from starlette.responses import HTMLResponse, Response

from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.kinds.bases import Changed, Instead, with_body

_JSON = "application/json"
_WHOLE_NUMBER = re.compile(rb"(?<=:)-?[0-9]+(?=[,}])")
_BLANKS = b" " * 2**20
_GZIP = 31  # zlib's word for a gzip header and trailer
# api-facts §6, edge: Cloudflare stands before the vendor's hosts, so its pages must be expected.
_EDGE_PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><title>{status} | sandbox | Cloudflare</title></head>
<body><h1>Error {status}</h1><p>The web server reported an error.</p><p>Cloudflare Ray ID: 0000000000000000</p></body>
</html>
"""


def edge_page(status: int) -> Response:
    """The page of a proxy in front of the vendor."""
    return HTMLResponse(_EDGE_PAGE.format(status=status), status, {"server": "cloudflare"})


class Html(Instead):
    """A proxy's page is answered instead of JSON."""

    kind: Literal["html"] = "html"
    status: int = Field(default=HTTPStatus.OK, ge=200, le=599)

    def answer(self, _call: Call, /) -> Response:
        """The page."""
        return edge_page(self.status)


class BadJson(Changed):
    """The JSON breaks off, though the body is as long as it was announced."""

    kind: Literal["bad_json"] = "bad_json"

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The first half of the answer."""
        return with_body(response, bytes(response.body)[: len(response.body) // 2])


class NotFinite(Changed):
    """Every whole number of the answer is a word that JSON does not know, or too large a number."""

    kind: Literal["not_finite"] = "not_finite"
    word: Literal["NaN", "Infinity", "-Infinity", "1e999"] = "NaN"

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The answer with that word."""
        return with_body(response, _WHOLE_NUMBER.sub(self.word.encode(), bytes(response.body)))


class DuplicateKeys(Changed):
    """The first key of the answer comes twice, the second time with null."""

    kind: Literal["duplicate_keys"] = "duplicate_keys"

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The answer with the key once more."""
        body = bytes(response.body)
        first = re.match(rb'\{("[^"]*"):', body)
        return response if first is None else with_body(response, body[:-1] + b"," + first[1] + b":null}")


class DeepNesting(Instead):
    """Lists within lists are answered."""

    kind: Literal["deep_nesting"] = "deep_nesting"
    levels: int = Field(default=100_000, ge=1, le=1_000_000)

    def answer(self, _call: Call, /) -> Response:
        """The lists."""
        return Response(b"[" * self.levels + b"]" * self.levels, media_type=_JSON)


class GzipBomb(Changed):
    """The answer swells when it is unpacked: it ends in blanks, which JSON allows."""

    kind: Literal["gzip_bomb"] = "gzip_bomb"
    mebibytes: int = Field(default=60, ge=1, le=1024)

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The packed answer."""
        packing = zlib.compressobj(wbits=_GZIP)
        parts = [packing.compress(bytes(response.body))]
        parts += [packing.compress(_BLANKS) for _ in range(self.mebibytes)]
        return with_body(response, b"".join([*parts, packing.flush()]), {"content-encoding": "gzip"})
