import asyncio

from hypothesis import given
from hypothesis import strategies as st

from promo_data.paging import Page, walk

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
def test_a_server_that_repeats_its_first_page_for_ever_is_asked_twice_at_most(
    rows: list[int], limit: int, total: int | None
) -> None:
    calls = 0

    async def fetch(_offset: int, asked: int) -> Page[int]:
        nonlocal calls
        calls += 1
        return Page(tuple(rows[:asked]), len(rows[:asked]), total)

    found = asyncio.run(walk(fetch, int, limit=limit))
    assert calls <= 2
    assert set(found.rows) == set(rows[:limit])
