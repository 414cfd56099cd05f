"""Servers on loopback that answer a request with exactly the bytes, pauses and closings a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from promo_data.protocol.call import Call
from promo_data.vocabulary import Endpoint

MOBILE = "919812345678"
READ = Call(Endpoint.CUSTOMER_PROMOTIONS, "GET", "/v2.1/customers", query=(("identifierValue", MOBILE),))
WRITE = Call(Endpoint.ISSUE, "POST", "/v2/promotion/issue", query=(("identifierValue", MOBILE),), body=b'{"id": 1}')

Answering = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """Where the server listens, how often somebody connected, and what it was sent."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def serving(answering: Answering) -> AsyncIterator[Server]:
    """A server that hands each request to ``answering``, connection after connection kept alive."""
    served = Server(0)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while not writer.is_closing():
                request = await _request(reader)
                served.requests.append(request)
                await answering(request, writer)
                await writer.drain()
        writer.close()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    served.port = listening.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        listening.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return head + await reader.readexactly(int(line.partition(b":")[2]))
    return head


def answer(body: bytes = b"{}", *, status: int = 200, headers: tuple[str, ...] = ()) -> bytes:
    """A whole HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def always(payload: bytes, *, close: bool = False) -> Answering:
    """Answers every request with the same bytes, and hangs up after them if asked."""

    async def answering(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(payload)
        if close:
            writer.close()

    return answering
