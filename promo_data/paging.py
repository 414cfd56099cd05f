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
    as many rows as announced: where it did not, a row may be missing that no page brought. ``shifted``: two pages did
    not join, so that another walk is worth it even where as many rows came as there are. ``failure`` is what ended the
    walk before; ``notes`` are sentences about what looked wrong on the way.
    """

    rows: tuple[Row, ...]
    complete: bool
    fits: bool
    failure: PromoInsightError | None
    notes: tuple[str, ...]
    shifted: bool = False


Fetch = Callable[[int, int], Awaitable[Page[Row]]]
"""``(offset, limit)`` to that page; offset and limit are rows."""


async def walk(
    fetch: Fetch[Row],
    key: Callable[[Row], Hashable],
    *,
    limit: int = 100,
    brake: int = 1_000,
    to_the_end: bool = False,
) -> Walk[Row]:
    """Every row that ``fetch`` gives, asking for ``limit`` rows at a time and for ``brake`` pages at most.

    The rows decide where the list ends, because the documents' own totals contradict themselves (003, sample
    responses); the total can only make the walk go on past a short page. Where there is none, a page that brings
    nothing new is the end, and so it is with ``to_the_end``, for lists over several orgs, whose totals count something
    else.

    A page begins with the last row of the one before, the joint: where rows before it were deleted meanwhile it does
    not come again, and a row that moved up to the page before would else be missed without a trace. Over several orgs
    only full pages are joined, as others may be put together; where more rows come than were asked for, each org is
    paged by itself, and the next page begins as many rows on as were asked for.

    Raises what the first page raises; a later page that fails ends the walk with the rows so far.
    """
    tally = _Tally(key, limit, to_the_end=to_the_end)
    while not tally.ended and tally.pages < brake:
        try:
            tally.add(await fetch(tally.offset, limit))
        except PromoInsightError as failure:
            if tally.pages == 0:
                raise
            return tally.result(failure)
    return tally.result()


class _Tally(Generic[Row]):
    """What the pages brought so far, where the next one begins, and whether the list ended with the last of them."""

    def __init__(self, key: Callable[[Row], Hashable], limit: int, *, to_the_end: bool) -> None:
        self._key = key
        self._limit = limit
        self._to_the_end = to_the_end
        self._rows: dict[Hashable, Row] = {}
        self._totals: list[int] = []
        self._announced = 0
        self._reached = 0
        self._came = 0
        self._again = 0
        self._doubled = 0
        self._latest: list[Hashable] = []
        self._joint: tuple[Hashable, ...] = ()
        self._joins = True
        self._overlaps = False
        self._is_stuck = False
        self._shifted = False
        self.pages = 0
        self.ended = False

    @property
    def offset(self) -> int:
        """Where the next page begins."""
        return self._reached - len(self._joint)

    def add(self, page: Page[Row]) -> None:
        self.pages += 1
        if page.arrived or self.pages == 1:
            self._hear(page)
        keys = [self._key(row) for row in page.rows]
        again = self._keep_new(keys, page.rows)
        is_readable = len(keys) == page.arrived  # else a row that cannot be read may be the joint
        self._shifted |= is_readable and any(key not in keys for key in self._joint)
        is_same = keys == self._latest
        if not (self._overlaps or is_same):
            self._again += again - sum(key in keys for key in self._joint)
        if keys and again == len(keys):
            self._repeat(page, is_same=is_same)
        else:
            self._go_on(page, keys, again)
        self._latest = keys

    def result(self, failure: PromoInsightError | None = None) -> Walk[Row]:
        complete = self.ended and not self._is_stuck
        notes = tuple(self._notes(failure))
        return Walk(tuple(self._rows.values()), complete, self._fits, failure, notes, self._shifted)

    def _hear(self, page: Page[Row]) -> None:
        """What the page says of the whole list; one behind the last row may say that there is none."""
        self._announced = page.announced or self._announced
        if page.total is not None:
            self._totals.append(page.total)

    def _keep_new(self, keys: list[Hashable], rows: tuple[Row, ...]) -> int:
        """How many of these rows an earlier page had; those that this page has twice are counted apart."""
        known = len(self._rows)
        again = sum(key in self._rows for key in keys)
        for key, row in zip(keys, rows, strict=True):
            self._rows.setdefault(key, row)
        self._doubled += len(rows) - again - (len(self._rows) - known)
        return again

    def _repeat(self, page: Page[Row], *, is_same: bool) -> None:
        """Nothing new came: the end, or a server that begins its pages at multiples of the limit and knows no joint.

        No document says whether it must (003, offset, is a start index): it is asked once more, behind all that came.
        """
        is_more = self._is_more(page)
        if (is_more or is_same) and self.offset < self._behind:
            self._reached, self._joint, self._joins = self._behind, (), False
        else:
            self.ended, self._is_stuck = True, is_more

    def _go_on(self, page: Page[Row], keys: list[Hashable], again: int) -> None:
        self._came += page.arrived - again
        if self._to_the_end and page.arrived > self._limit:
            self._overlaps, self._joins = True, False
        self._reached = self.offset + (min(page.arrived, self._limit) if self._overlaps else page.arrived)
        self.ended = page.arrived == 0 or not (self._is_open or self._is_more(page))
        is_joint_wanted = self._joins and (page.is_full(self._limit) or not self._to_the_end)
        self._joint = (keys[-1],) if is_joint_wanted and len(keys) == page.arrived > 1 else ()

    @property
    def _is_open(self) -> bool:
        """Whether only a page that brings nothing new is the end: nothing counts the rows of this list."""
        return self._to_the_end or not (self._totals or self._announced)

    def _is_more(self, page: Page[Row]) -> bool:
        """Whether something speaks for rows behind this page."""
        return page.is_full(self._limit) or self._beyond > 0

    @property
    def _beyond(self) -> int:
        """How many rows the server announced, when it last did, beyond those that were reached."""
        return max(self._announced - self._behind, 0)

    @property
    def _behind(self) -> int:
        """Where the rows end that were reached: pages that overlap bring more than the next one's place tells."""
        return self._came if self._overlaps else self._reached

    @property
    def _fits(self) -> bool:
        """Where rows moved, others may have moved past us, unless as many came as there are."""
        is_counted = bool(self._totals) and self._totals[-1] == self._came
        stood_still = len(set(self._totals)) <= 1 and (is_counted or not (self._again or self._shifted))
        return stood_still and self._came >= self._announced

    def _notes(self, failure: PromoInsightError | None) -> Iterator[str]:
        if len(set(self._totals)) > 1:
            least, most = min(self._totals), max(self._totals)
            yield f"The list changed while it was read: its length was given as {least} and as {most}."
        if self._again:
            yield f"Rows moved while the list was read. Repeated, and shown once: {self._again}."
        if self._shifted:
            yield "Rows moved while the list was read: two of its pages do not join."
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
