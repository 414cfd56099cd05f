"""One chunk's customers read side by side, those that failed in passing once more, and silence waited out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import anyio

from promo_data.cohort.pull.stops import RefusesUsError, SilentError
from promo_data.cohort.pull.verdicts import is_silent, may_pass, refuses_us, why
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead

FEW = 10
"""So many refusals or failures in a row are no accident of single customers."""

_TRIES = 2
"""So often is a customer asked for who might be answered the next time; each read tries thrice by itself."""

_NAP_SECONDS = 5.0
"""As long as the breaker waits before it tries a silent vendor."""

Sleep = Callable[[float], Awaitable[None]]


class Reader(Protocol):
    """Who asks the vendor, as background work does."""

    def kept(self, customers: Sequence[CustomerIdentifier]) -> list[CustomerRead | None]:
        """What is known of each without asking, ``None`` for the others."""

    async def read(self, customer: CustomerIdentifier) -> CustomerRead:
        """The customer now; what fails is told by the coverage."""


class Listener(Protocol):
    """Who is told how the reading goes."""

    def came(self, read: CustomerRead) -> None:
        """One more customer was read for good."""

    def waits(self, why: str | None) -> None:
        """Nothing is asked for now, because of that; ``None`` where it goes on."""


@dataclass(eq=False)
class ChunkReading:
    """Reads ``customers`` in whatever order; a vendor that stays silent is waited for ``patience()`` seconds."""

    customers: Sequence[CustomerIdentifier]
    reader: Reader
    listener: Listener
    patience: Callable[[], float]
    sleep: Sleep = asyncio.sleep
    _reads: dict[int, CustomerRead] = field(default_factory=dict)
    _refused_in_a_row: int = 0
    _last: int = 0

    async def go(self) -> list[CustomerRead]:
        """What came of each, in their order.

        Raises ``RefusesUsError`` where the vendor refuses whoever asks, ``SilentError`` where it stays silent too long.
        """
        left, tries, waited = self._not_kept(), _TRIES, 0.0
        at_once = len(left)
        while left and tries:
            asked, left = left, await self._asked(left)
            if len(asked) >= min(FEW, at_once) and all(is_silent(self._reads[place]) for place in asked):
                waited = await self._waited(waited, why(self._reads[asked[0]]))
            else:
                tries, waited = tries - 1, 0.0
        for place in left:
            self.listener.came(self._reads[place])
        return [self._reads[place] for place in range(len(self.customers))]

    def _not_kept(self) -> list[int]:
        kept = self.reader.kept(self.customers)
        self._reads = {place: read for place, read in enumerate(kept) if read is not None}
        for read in self._reads.values():
            self.listener.came(read)
        return [place for place, read in enumerate(kept) if read is None]

    async def _asked(self, places: Sequence[int]) -> list[int]:
        """Those of them whose failure may pass."""
        async with anyio.create_task_group() as tasks:
            for place in places:
                tasks.start_soon(self._ask, place)
        if self._refused_in_a_row >= min(FEW, len(places)):
            raise RefusesUsError(why(self._reads[self._last]))
        return [place for place in places if may_pass(self._reads[place])]

    async def _ask(self, place: int) -> None:
        read = self._reads[place] = await self.reader.read(self.customers[place])
        self._last = place
        self._refused_in_a_row = self._refused_in_a_row + 1 if refuses_us(read) else 0
        if not may_pass(read):
            self.listener.came(read)

    async def _waited(self, waited: float, reason: str) -> float:
        """How long it was waited in all, after one more nap."""
        if waited >= self.patience():
            raise SilentError(reason)
        self.listener.waits(reason)
        await self.sleep(_NAP_SECONDS)
        self.listener.waits(None)
        return waited + _NAP_SECONDS
