"""A pull: every chunk whose part is missing is read and written, the next one already while the last is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import anyio
import anyio.to_thread

from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.pull.part import PartFacts, write_part
from promo_data.cohort.pull.plan import LANES
from promo_data.cohort.pull.progress import Progress, Tally
from promo_data.cohort.pull.reading import ChunkReading, Reader
from promo_data.cohort.pull.work import Work
from promo_data.errors import PromoInsightError, StoreError

_FIRST_PATIENCE_SECONDS = 10.0


async def pull_chunk(
    work: Work, number: int, customers: Customers, reader: Reader, listener: Tally, patience: Callable[[], float]
) -> PartFacts:
    """One chunk, which knows nothing of the others: ids in, a part on disk out.

    Raises ``RefusesUsError``, ``SilentError`` and ``StoreError``; then there is no part.
    """
    reads = await ChunkReading(customers.each(), reader, listener, patience).go()
    write = partial(write_part, work.place(number), customers.rows, reads, work.plan.near_share)
    try:
        return await anyio.to_thread.run_sync(write)
    except OSError as error:
        raise StoreError(f"What was read cannot be written ({error.strerror}); make room and go on.") from None


@dataclass(eq=False)
class Pull:
    """Makes all parts of ``work`` that are missing; ``customers`` are those of its plan, ``hear`` is told how it goes.

    A vendor that stays silent is waited for ``patience`` seconds, one that never answered for ten at most: then it is
    rather the address that is wrong.
    """

    work: Work
    customers: Customers
    reader: Reader
    hear: Callable[[Progress], None]
    patience: float

    async def go(self) -> None:
        """Until all parts are there. Raises what ``pull_chunk`` does; what was written until then is kept."""
        tally = Tally(len(self.customers), self.hear)
        found = self.work.take_stock()
        for part in found.values():
            tally.found(part)
        tally.begin()
        patience = self._patience_of(tally)
        missing = (number for number in range(self.work.plan.chunks) if number not in found)
        await self._in_lanes(missing, tally, patience)

    def _patience_of(self, tally: Tally) -> Callable[[], float]:
        return lambda: self.patience if tally.has_heard else min(self.patience, _FIRST_PATIENCE_SECONDS)

    async def _in_lanes(self, missing: Iterator[int], tally: Tally, patience: Callable[[], float]) -> None:
        failed: list[PromoInsightError] = []

        async def lane() -> None:
            try:
                for number in missing:
                    chunk = self.work.plan.chunk(self.customers, number)
                    await pull_chunk(self.work, number, chunk, self.reader, tally, patience)
            except PromoInsightError as error:  # plainly, and not in a group of one
                failed.append(error)
                lanes.cancel_scope.cancel()

        async with anyio.create_task_group() as lanes:
            for _ in range(LANES):
                lanes.start_soon(lane)
        if failed:
            raise failed[0]
