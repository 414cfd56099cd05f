import asyncio
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.paging import Page, Walk, walk

ROWS = st.lists(st.integers(), unique=True, max_size=120)
LIMITS = st.integers(1, 10)


@given(ROWS, LIMITS, st.integers(1, 10))
def test_every_row_comes_once_and_in_order_whatever_the_servers_own_page_size(
    rows: list[int], limit: int, cap: int
) -> None:
    async def fetch(offset: int, asked: int) -> Page[int]:
        page = tuple(rows[offset : offset + min(asked, cap)])
        return Page(page, len(page), len(rows))

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert (found.rows, found.complete, found.notes) == (tuple(rows), True, ())


@given(ROWS, LIMITS, st.integers(1, 10), st.none() | st.just(1))
def test_a_server_that_says_how_small_its_pages_are_needs_no_right_total(
    rows: list[int], limit: int, cap: int, total: int | None
) -> None:
    async def fetch(offset: int, asked: int) -> Page[int]:
        page = tuple(rows[offset : offset + min(asked, cap)])
        return Page(page, len(page), min(total or 0, len(rows)), cap)

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert (found.rows, found.complete, found.fits) == (tuple(rows), True, True)


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=60), LIMITS, st.data())
def test_rows_deleted_meanwhile_are_never_missed_unsaid(rows: list[int], limit: int, data: st.DataObject) -> None:
    left = list(rows)

    async def fetch(offset: int, asked: int) -> Page[int]:
        if offset and data.draw(st.booleans()):
            left.pop(data.draw(st.integers(0, len(left) - 1))) if left else None
        page = tuple(left[offset : offset + asked])
        return Page(page, len(page), len(left))

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert not found.fits or set(found.rows) >= set(left)


CHANGES = st.lists(st.tuples(st.booleans(), st.integers(0, 200)), max_size=6)
"""What happens to a list between two pages: at a place, a row is deleted or a new one comes."""

MORE_THAN_CHANGES = st.integers(8, 12)
"""Rows of a page: where a whole page of rows comes between two, it looks like a server that knows no joint."""


class Moving:
    """A list that is changed before each page but the first, and keeps the order of the rows that stay."""

    def __init__(self, rows: list[int], total: Callable[[int], int | None], cap: int = 100) -> None:
        self.now = list(rows)
        self.stayed = set(rows)
        self.changes: Callable[[], list[tuple[bool, int]]] = list
        self._total = total
        self._cap = cap

    async def __call__(self, offset: int, asked: int) -> Page[int]:
        for deletes, place in self.changes() if offset else ():
            if not deletes:
                self.now.insert(place, max([0, *self.now, *self.stayed]) + 1)
            elif self.now:
                self.stayed.discard(self.now.pop(place % len(self.now)))
        page = tuple(self.now[offset : offset + min(asked, self._cap)])
        return Page(page, len(page), self._total(len(self.now)))


TOTALS: dict[str, Callable[[int], int | None]] = {
    "none": lambda _length: None,
    "right": lambda length: length,
    "wrong": lambda _length: 1,
}


@pytest.mark.parametrize("total", TOTALS.values(), ids=TOTALS)
@given(rows=st.lists(st.integers(), unique=True, min_size=1, max_size=60), limit=MORE_THAN_CHANGES, data=st.data())
def test_a_row_that_was_there_all_the_time_is_never_missed_unsaid(
    total: Callable[[int], int | None], rows: list[int], limit: int, data: st.DataObject
) -> None:
    moving = Moving(rows, total)
    moving.changes = lambda: data.draw(CHANGES)

    found = asyncio.run(walk(moving, int, limit=limit))
    assert not found.fits or not found.complete or set(found.rows) >= moving.stayed


@pytest.mark.parametrize("total", [TOTALS["none"], TOTALS["right"]], ids=["none", "right"])
@given(rows=st.lists(st.integers(), unique=True, min_size=1, max_size=60), cap=MORE_THAN_CHANGES, data=st.data())
def test_nor_is_it_where_every_page_is_shorter_than_was_asked_for(
    total: Callable[[int], int | None], rows: list[int], cap: int, data: st.DataObject
) -> None:
    moving = Moving(rows, total, cap)
    moving.changes = lambda: data.draw(CHANGES)

    found = asyncio.run(walk(moving, int, limit=20))
    assert not found.fits or not found.complete or set(found.rows) >= moving.stayed


@given(st.integers(4, 12), st.integers(2, 20), st.integers(0, 20), st.integers(0, 20), st.booleans())
def test_a_row_that_moves_to_another_place_between_two_pages_is_never_missed_unsaid(
    limit: int, size: int, leaves: int, comes: int, is_counted: bool
) -> None:
    rows, calls = list(range(size)), 0

    async def fetch(offset: int, asked: int) -> Page[int]:
        nonlocal calls
        calls += 1
        if calls == 2:
            rows.insert(comes % size, rows.pop(leaves % size))
        page = tuple(rows[offset : offset + asked])
        return Page(page, len(page), size if is_counted else None)

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert not found.fits or not found.complete or set(found.rows) == set(range(size))


@given(rows=st.lists(st.integers(), unique=True, min_size=1, max_size=60), limit=st.integers(2, 10), data=st.data())
def test_a_list_that_comes_in_another_order_each_time_is_whole_or_said_to_have_moved(
    rows: list[int], limit: int, data: st.DataObject
) -> None:
    chance = random.Random(data.draw(st.integers()))  # noqa: S311 - guards nothing

    async def fetch(offset: int, asked: int) -> Page[int]:
        page = tuple(chance.sample(rows, len(rows))[offset : offset + asked])
        return Page(page, len(page), len(rows))

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert not found.fits or not found.complete or set(found.rows) == set(rows)


def walked_to_the_end(
    rows: list[int], limit: int, cap: int, total: int | None, begins: Callable[[int], int] = lambda offset: offset
) -> Walk[int]:
    """A list whose server holds at most ``cap`` rows on a page without saying so."""

    async def fetch(offset: int, asked: int) -> Page[int]:
        page = tuple(rows[begins(offset) :][: min(asked, cap)])
        return Page(page, len(page), total)

    return asyncio.run(walk(fetch, int, limit=limit, to_the_end=True))


@given(ROWS, LIMITS, st.integers(1, 10), st.none() | st.integers(0, 20))
def test_to_the_end_neither_small_pages_nor_totals_hide_a_row(
    rows: list[int], limit: int, cap: int, total: int | None
) -> None:
    found = walked_to_the_end(rows, limit, cap, total)
    assert (found.rows, found.complete) == (tuple(rows), True)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4), LIMITS, st.none() | st.integers(0, 200))
def test_a_server_that_pages_each_of_several_orgs_by_itself_is_read_whole(
    lengths: list[int], limit: int, total: int | None
) -> None:
    orgs = [[(org, row) for row in range(length)] for org, length in enumerate(lengths)]

    async def fetch(offset: int, asked: int) -> Page[tuple[int, int]]:
        page = tuple(row for rows in orgs for row in rows[offset : offset + asked])
        return Page(page, len(page), total)

    found = asyncio.run(walk(fetch, tuple, limit=limit, to_the_end=True))
    everything = {row for rows in orgs for row in rows}
    assert set(found.rows) == everything


@given(ROWS, LIMITS, st.none() | st.just(1))
def test_a_server_whose_pages_begin_at_multiples_of_the_limit_is_read_whole(
    rows: list[int], limit: int, total: int | None
) -> None:
    found = walked_to_the_end(rows, limit, limit, total, lambda offset: offset // limit * limit)
    assert set(found.rows) == set(rows)
    assert not found.shifted


@given(ROWS, LIMITS, st.integers(-5, 1_000))
def test_no_total_hides_a_row(rows: list[int], limit: int, total: int) -> None:
    async def fetch(offset: int, asked: int) -> Page[int]:
        page = tuple(rows[offset : offset + asked])
        return Page(page, len(page), total)

    assert asyncio.run(walk(fetch, int, limit=limit)).rows == tuple(rows)


@given(ROWS, st.integers(2, 10), st.data())
def test_overlapping_pages_bring_every_row_once_and_in_order(rows: list[int], limit: int, data: st.DataObject) -> None:
    sent = 0

    async def fetch(_offset: int, asked: int) -> Page[int]:
        nonlocal sent
        back = data.draw(st.integers(0, min(sent, asked - 1)))
        page = tuple(rows[sent - back : sent - back + asked])
        sent = max(sent, sent - back + len(page))
        return Page(page, len(page), None)

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert (found.rows, found.complete) == (tuple(rows), True)


@given(st.lists(st.integers(), min_size=1, max_size=20), LIMITS, st.none() | st.integers(0, 1_000))
def test_a_server_that_repeats_its_first_page_for_ever_is_asked_three_times_at_most(
    rows: list[int], limit: int, total: int | None
) -> None:
    calls = 0

    async def fetch(_offset: int, asked: int) -> Page[int]:
        nonlocal calls
        calls += 1
        return Page(tuple(rows[:asked]), len(rows[:asked]), total)

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert calls <= 3
    assert set(found.rows) == set(rows[:limit])
