"""A caller that speaks bytes over a socket, and tells how the connection ended."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

import orjson

End = Literal["closed", "reset", "silent"]


@dataclass(frozen=True)
class Heard:
    """All that came back. ``silent`` is a connection on which nothing more came in the time given."""

    data: bytes
    end: End
    seconds: float

    @property
    def status(self) -> int:
        return int(self.data.split(b" ", 2)[1])

    @property
    def headers(self) -> dict[str, str]:
        lines = self.data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def missing(self) -> int:
        """How many bytes were announced and did not come."""
        return int(self.headers["content-length"]) - len(self.body)

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        return orjson.loads(self.body)


def heard(
    address: str,
    method: str,
    path: str,
    params: Mapping[str, str | int],
    headers: Mapping[str, str],
    content: bytes,
    patience: float,
) -> Heard:
    """The answer to one request on a connection of its own."""
    place = urlsplit(address)
    said = {"Host": place.netloc, "Connection": "close", "Content-Length": str(len(content)), **headers}
    lines = [f"{method} {path}?{urlencode(params)} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    request = "\r\n".join(lines).encode() + b"\r\n\r\n" + content
    started = time.monotonic()
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.sendall(request)
        data, end = _until_it_ends(connection, started + patience)
    return Heard(data, end, time.monotonic() - started)


def _until_it_ends(connection: socket.socket, deadline: float) -> tuple[bytes, End]:
    data = b""
    while True:
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            part = connection.recv(65536)
        except TimeoutError:
            return data, "silent"
        except ConnectionResetError:
            return data, "reset"
        if not part:
            return data, "closed"
        data += part
