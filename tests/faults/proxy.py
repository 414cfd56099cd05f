"""A TCP proxy between client and server, with the toxics of Toxiproxy by their names; chance comes from a seed."""

import asyncio
import socket
import struct
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random
from threading import Thread
from urllib.parse import urlsplit

# On, and no second of lingering: the kernel answers with a reset instead of an orderly end (socket(7), SO_LINGER).
_NO_LINGERING = struct.pack("ii", 1, 0)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxics:
    """What is done to the bytes that come from the server; seconds and bytes. With nothing set they pass untouched.

    `timeout` lets nothing through and closes the connection after so long; `reset_peer` ends it with a reset, so long
    after the first bytes or after those that `limit_data` allows. Only the first `connections` are struck, where given.
    """

    latency: float = 0.0
    jitter: float = 0.0
    bandwidth: float | None = None
    slow_close: float = 0.0
    timeout: float | None = None
    reset_peer: float | None = None
    slicer: int | None = None
    limit_data: int | None = None
    connections: int | None = None


HEALTHY = Toxics()


class Proxy:
    """Listens on loopback in a thread of its own; `toxics` may be replaced at any time, for connections to come."""

    def __init__(self, target: str, seed: int) -> None:
        place = urlsplit(target)
        self._target = place.hostname or "", place.port or 0
        self._chance = Random(seed)  # noqa: S311 - chance that can be repeated, not secrets
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._open: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.toxics = HEALTHY
        self.accepted = 0
        self.port = 0

    @property
    def url(self) -> str:
        """Where a client finds it."""
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        """Take connections, on the port that it had before if it had one."""
        self._run(self._listen())

    def down(self) -> None:
        """Refuse connections, and reset those that are open."""
        self._run(self._close())

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        self.up()

    def stop(self) -> None:
        """End the thread."""
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        self.accepted += 1
        limit = self.toxics.connections
        toxics = self.toxics if limit is None or self.accepted <= limit else HEALTHY
        with suppress(ConnectionError, asyncio.CancelledError):
            await _piped(reader, self._target, _Downstream(writer, toxics, self._chance))
        _hang_up(writer, reset=toxics.reset_peer is not None)


async def _piped(reader: asyncio.StreamReader, target: tuple[str, int], downstream: "_Downstream") -> None:
    """Both directions, until one of them ends."""
    from_server, to_server = await asyncio.open_connection(*target)
    both = [asyncio.create_task(_copied(reader, to_server)), asyncio.create_task(downstream.flow(from_server))]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        to_server.close()


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()


class _Downstream:
    """The bytes of one connection on their way to the client."""

    def __init__(self, writer: asyncio.StreamWriter, toxics: Toxics, chance: Random) -> None:
        self._writer = writer
        self._toxics = toxics
        self._chance = chance
        self._left = toxics.limit_data

    async def flow(self, reader: asyncio.StreamReader) -> None:
        """Until the server ends, or a toxic does."""
        while data := await reader.read(_CHUNK):
            if self._toxics.timeout is not None:
                await asyncio.sleep(self._toxics.timeout)
                return
            await asyncio.sleep(self._delay())
            for piece in self._sliced(data):
                if await self._is_spent(piece):
                    return
        await asyncio.sleep(self._toxics.slow_close)

    def _delay(self) -> float:
        spread = self._chance.uniform(-self._toxics.jitter, self._toxics.jitter)
        return max(self._toxics.latency + spread, 0.0)

    def _sliced(self, data: bytes) -> list[bytes]:
        size = self._toxics.slicer or len(data)
        return [data[start : start + size] for start in range(0, len(data), size)]

    async def _is_spent(self, piece: bytes) -> bool:
        """Whether no more may pass after this piece, or the part of it that still may."""
        sent = piece if self._left is None else piece[: self._left]
        self._writer.write(sent)
        await self._writer.drain()
        if self._toxics.bandwidth is not None:
            await asyncio.sleep(len(sent) / self._toxics.bandwidth)
        if self._left is not None:
            self._left -= len(sent)
        if self._toxics.reset_peer is not None and self._left in (None, 0):
            await asyncio.sleep(self._toxics.reset_peer)
            return True
        return self._left == 0


def _hang_up(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    if reset:
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)
        writer.transport.abort()
    else:
        writer.close()


@contextmanager
def proxied(target: str, toxics: Toxics = HEALTHY, *, seed: int = 1) -> Iterator[Proxy]:
    """A proxy before that address, with these toxics to begin with; it ends with the block."""
    proxy = Proxy(target, seed)
    proxy.toxics = toxics
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
