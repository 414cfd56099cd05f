"""The bottom of the stack: bytes over HTTP, and the only file that knows aiohttp."""

import asyncio
import ssl
import zlib
from collections.abc import Collection
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import aiohttp
import certifi
from aiohttp.connector import Connection
from yarl import URL

from promo_data import __version__
from promo_data.errors import AnswerLostError, NotSentError, TransportError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call, LastLook
from promo_data.transport.hosts import checked_base_url, checked_proxy

# Both types are the vendor's (api-facts §1, header on calls); a body without one would go out as a stream of bytes.
_HEADERS = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "content-type": "application/json",
    "user-agent": f"promotion-insight/{__version__}",
}
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_NAMES = frozenset({"gzip", "x-gzip"})
"""Both mean the same (RFC 9110, section 8.4.1.3)."""

# What aiohttp raises before a byte of the request is written (aiohttp 3.14, connector.py), the narrowest kind first.
_IN_DOUBT = ": it is not known whether the request was carried out."
_NEVER_LEFT: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientProxyConnectionError, "The proxy refused the connection or cannot be reached: nothing was sent."),
    (aiohttp.ClientHttpProxyError, "The proxy did not lead to the vendor's server: nothing was sent."),
    (aiohttp.ClientConnectorDNSError, "The vendor's server was not found: its name leads nowhere."),
    (aiohttp.ClientSSLError, "The vendor's server was reached but could not prove who it is: nothing was sent."),
    (aiohttp.ClientConnectorError, "The vendor's server refused the connection or cannot be reached."),
    (aiohttp.ConnectionTimeoutError, "The vendor's server did not take the connection in time."),
    (aiohttp.InvalidURL, "The request has an address that cannot be called: nothing was sent."),
)


_last_look: ContextVar[LastLook | None] = ContextVar("last_look", default=None)


class _LookingRequest(aiohttp.ClientRequest):
    """Looks once more when nothing is left to wait for: its connection is there, and nothing is written to it yet."""

    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        if (look := _last_look.get()) is not None:
            await look()
        return await super().send(conn)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one sending may take, in seconds, and how large its decoded body may be, in bytes."""

    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    total_seconds: float = 20.0
    body_bytes: int = 8 * 1024 * 1024


class Http:
    """Sends a call once, without following redirects, keeping cookies or asking the environment for proxies."""

    def __init__(
        self,
        base_url: str,
        *,
        allowed_hosts: Collection[str] = (),
        connections: int = 16,
        bounds: Bounds = Bounds(),
        proxy: str | None = None,
    ) -> None:
        self._base = URL(checked_base_url(base_url, allowed_hosts), encoded=True)
        self._path = self._base.raw_path.rstrip("/")
        self._proxy = None if proxy is None else checked_proxy(proxy)
        self._bounds = bounds
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"Http({self._base.raw_host}, {self._bounds})"

    async def __call__(self, call: Call) -> Answer:
        """The answer with its whole decoded body.

        Raises ``NotSentError`` only where the request provably never left; any other failure of the wire is an
        ``AnswerLostError``, and a body that is too large or wrongly packed an ``UnreadableAnswerError``. What the
        call's ``last_look`` raises comes as it is: the request then never left.
        """
        try:
            async with asyncio.timeout(self._bounds.total_seconds):
                return await self._exchange(call)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = self._failure(call, error)
        raise failure  # outside the except block: aiohttp's errors hold the URL

    async def aclose(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            await self._session.close()

    async def _exchange(self, call: Call) -> Answer:
        session = self._session = self._session or self._opened()
        _last_look.set(call.last_look)
        sending = session.request(
            call.method, self._url(call), headers=call.headers, data=call.body, allow_redirects=False
        )
        async with sending as response:
            return Answer(response.status, _plain(response.raw_headers), await self._body(response))

    def _opened(self) -> aiohttp.ClientSession:
        """Opened at the first call, because it belongs to the event loop that runs then."""
        bounds = self._bounds
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, ssl=_trusted()),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            request_class=_LookingRequest,
            timeout=aiohttp.ClientTimeout(None, bounds.connect_seconds, bounds.read_seconds, bounds.connect_seconds),
            proxy=self._proxy,
            trust_env=False,
            auto_decompress=False,
        )
        # aiohttp repeats a GET whose connection dropped: past our limit of calls, and on top of our own tries.
        session._retry_connection = False  # noqa: SLF001 - as aiohttp's own test client does; there is no public switch
        return session

    def _url(self, call: Call) -> URL:
        return self._base.with_path(f"{self._path}{call.path}", encoded=True).with_query(call.query)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        coding = ",".join(response.headers.getall("content-encoding", ("identity",))).lower()
        # Codings can be nested (RFC 9110, section 8.4), and each level multiplies: only one is undone.
        if coding not in {"identity", *_GZIP_NAMES}:
            raise UnreadableAnswerError("The answer is packed in a way we did not ask for.", status=response.status)
        parts, size = [], 0
        async for part in response.content.iter_any():
            parts.append(part)
            size += len(part)
            if size > self._bounds.body_bytes:
                raise _too_large(response.status)
        body = b"".join(parts)
        return _unpacked(body, self._bounds.body_bytes, response.status) if coding in _GZIP_NAMES and body else body

    def _failure(self, call: Call, error: Exception) -> TransportError:
        """Our error in place of the library's."""
        for kind, sentence in _NEVER_LEFT:
            if isinstance(error, kind):
                return NotSentError(sentence)
        return AnswerLostError(f"{self._loss(error)}{'.' if call.repeatable else _IN_DOUBT}")

    def _loss(self, error: Exception) -> str:
        if isinstance(error, aiohttp.SocketTimeoutError):
            return f"No answer within {self._bounds.read_seconds:g} seconds"
        if isinstance(error, TimeoutError):
            return f"No answer within {self._bounds.total_seconds:g} seconds"
        return "The connection broke before the whole answer had arrived"


@cache
def _trusted() -> ssl.SSLContext:
    """Trusts whom this machine trusts, a company's own authority included, and certifi's list where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _plain(headers: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    """Names in lower case; bytes beyond ASCII as HTTP/1.1 has them (RFC 9110, section 5.5)."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def _unpacked(packed: bytes, largest: int, status: int) -> bytes:
    """What was packed by gzip, counted while it grows: 60 kB can become 60 MB."""
    unpacking, body = zlib.decompressobj(_GZIP), b""
    with suppress(zlib.error):
        body = unpacking.decompress(packed, largest + 1)
    if len(body) > largest:
        raise _too_large(status)
    if not unpacking.eof or unpacking.unused_data:
        raise UnreadableAnswerError("The answer cannot be unpacked.", status=status)
    return body


def _too_large(status: int) -> UnreadableAnswerError:
    return UnreadableAnswerError("The answer is too large to be true.", status=status)
