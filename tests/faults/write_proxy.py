"""The proxy for writes: each connection has toxics of its own, and after the last of them nobody may listen."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.faults.proxy import HEALTHY, Proxy, Toxics


class StagedProxy(Proxy):
    """Its connections are struck by one of ``stages`` after the other, then by none; or the door shuts after them."""

    def __init__(self, target: str, seed: int, stages: Sequence[Toxics], *, shuts: bool) -> None:
        super().__init__(target, seed)
        self._stages = list(stages)
        self._shuts = shuts

    def reopen(self) -> None:
        """Take connections again, on the same port, with nothing wrong."""
        self._shuts = False
        self.up()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.toxics = self._stages.pop(0) if self._stages else HEALTHY
        if self._shuts and not self._stages and self._server is not None:
            self._server.close()
        await super()._connected(reader, writer)


@contextmanager
def staged(target: str, *stages: Toxics, seed: int, shuts: bool = False) -> Iterator[StagedProxy]:
    """Such a proxy before that address; it ends with the block."""
    proxy = StagedProxy(target, seed, stages, shuts=shuts)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
