"""Walks through the pages of a list that may move, lie about its length or repeat itself."""

from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from promo_data.errors import PromoInsightError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page: its readable rows, and how many rows arrived readable or not.

    ``total``, ``size`` and ``count`` are what the server says, where it does: rows of the whole list, rows of a page
    and number of pages.
    """

    rows: tuple[Row, ...]
    arrived: int
    total: int | None
    size: int | None = None
    count: int | None = None

    @property
    def announced(self) -> int:
        """How many rows the list has at least, by what the server says; all pages but the last are full."""
        by_pages = (self.count - 1) * self.size + 1 if self.size and self.count and self.count > 1 else 0
        return max(self.total or 0, by_pages)

    def is_full(self, limit: int) -> bool:
        """Whether there was no room for another row: servers may have smaller pages than were asked for."""
        return self.arrived >= min(limit, self.size or limit)


@dataclass(frozen=True, slots=True)
class Walk(Generic[Row]):
    """The rows of all pages, each once and in the order they came.

    ``complete`` says whether the end of the list was seen, and ``fits`` whether the list stood still meanwhile and had
    as many rows as announced: where it did not, a row may be missing that no page brought. ``failure`` is what ended
    the walk before; ``notes`` are sentences about what looked wrong on the way.
    """

    rows: tuple[Row, ...]
    complete: bool
    fits: bool
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
        self._announced = 0
        self._again = 0
        self._doubled = 0
        self._is_stuck = False
        self.arrived = 0
        self.pages = 0
        self.ended = False

    def add(self, page: Page[Row]) -> None:
        self.pages += 1
        self._announced = page.announced or self._announced
        if page.total is not None:
            self._totals.append(page.total)
        again = self._keep_new(page.rows)
        if page.rows and again == len(page.rows):
            self.ended = True
            self._is_stuck = page.is_full(self._limit) or self._beyond > 0
            return
        self.arrived += page.arrived
        self._again += again
        self.ended = page.arrived == 0 or (not page.is_full(self._limit) and self._beyond == 0)

    def result(self, failure: PromoInsightError | None = None) -> Walk[Row]:
        complete = self.ended and not self._is_stuck
        return Walk(tuple(self._rows.values()), complete, self._fits, failure, tuple(self._notes(failure)))

    def _keep_new(self, rows: tuple[Row, ...]) -> int:
        """How many of these rows an earlier page had; those that this page has twice are counted apart."""
        keys, known = [self._key(row) for row in rows], len(self._rows)
        again = sum(key in self._rows for key in keys)
        for key, row in zip(keys, rows, strict=True):
            self._rows.setdefault(key, row)
        self._doubled += len(rows) - again - (len(self._rows) - known)
        return again

    @property
    def _came(self) -> int:
        """How many rows the list has as far as was seen, each counted once."""
        return self.arrived - self._again

    @property
    def _beyond(self) -> int:
        """How many rows the server announced, when it last did, beyond those that arrived."""
        return max(self._announced - self.arrived, 0)

    @property
    def _fits(self) -> bool:
        """Rows that came again moved, and others may have moved past us, unless as many came as there are."""
        is_counted = bool(self._totals) and self._totals[-1] == self._came
        stood_still = len(set(self._totals)) <= 1 and (not self._again or is_counted)
        return stood_still and self._came >= self._announced

    def _notes(self, failure: PromoInsightError | None) -> Iterator[str]:
        if len(set(self._totals)) > 1:
            least, most = min(self._totals), max(self._totals)
            yield f"The list changed while it was read: its length was given as {least} and as {most}."
        if self._again:
            yield f"Rows moved while the list was read. Repeated, and shown once: {self._again}."
        if self._doubled:
            yield f"Rows came twice on one page, and are shown once: {self._doubled}."
        if self._is_stuck:
            yield self._stuck()
        elif self.ended and self._came < self._announced:
            yield f"The list was announced with {self._announced} rows and {self._came} came."
        if not self.ended and failure is None:
            yield f"Reading stopped after {self.pages:,} pages: there may be more rows."

    def _stuck(self) -> str:
        if self._beyond:
            return f"The same rows came again in place of {self._beyond} further ones that were announced."
        return "The same rows came again in place of the next page: there may be more."
