"""Walks through the pages of a list that may move, lie about its length or repeat itself."""

from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from promo_data.errors import PromoInsightError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page: its readable rows, how many rows arrived readable or not, and the server's total if it gave one."""

    rows: tuple[Row, ...]
    arrived: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Walk(Generic[Row]):
    """The rows of all pages, each once and in the order they came.

    ``complete`` says whether the end of the list was seen; ``failure`` is what ended the walk before; ``notes`` are
    sentences about what looked wrong on the way.
    """

    rows: tuple[Row, ...]
    complete: bool
    failure: PromoInsightError | None
    notes: tuple[str, ...]


Fetch = Callable[[int, int], Awaitable[Page[Row]]]
"""``(offset, limit)`` to that page; offset and limit are rows."""


async def walk(fetch: Fetch[Row], key: Callable[[Row], Hashable], *, limit: int = 100, brake: int = 1_000) -> Walk[Row]:
    """Every row that ``fetch`` gives, asking for ``limit`` rows at a time and for ``brake`` pages at most.

    The rows decide where the list ends, because the documents' own totals contradict themselves (003, sample
    responses); the total can only make the walk go on past a short page. Raises what the first page raises; a later
    page that fails ends the walk with the rows so far.
    """
    tally = _Tally(key, limit)
    while not tally.ended and tally.pages < brake:
        try:
            tally.add(await fetch(tally.arrived, limit))
        except PromoInsightError as failure:
            if tally.pages == 0:
                raise
            return tally.result(failure)
    return tally.result()


class _Tally(Generic[Row]):
    """What the pages brought so far, and whether the list ended with the last of them."""

    def __init__(self, key: Callable[[Row], Hashable], limit: int) -> None:
        self._key = key
        self._limit = limit
        self._rows: dict[Hashable, Row] = {}
        self._totals: list[int] = []
        self._repeated = 0
        self._withheld = 0
        self.arrived = 0
        self.pages = 0
        self.ended = False

    def add(self, page: Page[Row]) -> None:
        self.pages += 1
        if page.total is not None:
            self._totals.append(page.total)
        repeated = self._keep_new(page.rows)
        if page.rows and repeated == len(page.rows):
            self.ended = True
            self._withheld = self._announced_beyond()
            return
        self.arrived += page.arrived
        self._repeated += repeated
        self.ended = page.arrived == 0 or (page.arrived < self._limit and self._announced_beyond() == 0)

    def result(self, failure: PromoInsightError | None = None) -> Walk[Row]:
        complete = self.ended and not self._withheld
        return Walk(tuple(self._rows.values()), complete, failure, tuple(self._notes(failure)))

    def _keep_new(self, rows: tuple[Row, ...]) -> int:
        known = len(self._rows)
        for row in rows:
            self._rows.setdefault(self._key(row), row)
        return known + len(rows) - len(self._rows)

    def _announced_beyond(self) -> int:
        """How many rows the server's latest total promises beyond those that arrived."""
        return max(self._totals[-1] - self.arrived, 0) if self._totals else 0

    def _notes(self, failure: PromoInsightError | None) -> Iterator[str]:
        if len(set(self._totals)) > 1:
            least, most = min(self._totals), max(self._totals)
            yield f"The list changed while it was read: its length was given as {least} and as {most}."
        if self._repeated:
            yield f"Rows moved while the list was read. Repeated, and shown once: {self._repeated}."
        if self._withheld:
            yield f"The same rows came again in place of {self._withheld} further ones that were announced."
        elif self.ended and self._totals and (came := self.arrived - self._repeated) < self._totals[-1]:
            yield f"The list was announced with {self._totals[-1]} rows and {came} came: read again if one is missing."
        if not self.ended and failure is None:
            yield f"Reading stopped after {self.pages:,} pages: there may be more rows."
