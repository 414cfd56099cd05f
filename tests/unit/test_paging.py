from collections.abc import Awaitable, Callable

import pytest

from promo_data.errors import AnswerLostError
from promo_data.paging import Page, Walk, walk

pytestmark = pytest.mark.anyio

NAMES = tuple("abcdefghij")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Pages:
    """Serves these pages in turn, and empty ones after them."""

    def __init__(self, *pages: Page[str] | Exception) -> None:
        self._pages = list(pages)
        self.asked: list[tuple[int, int]] = []

    async def __call__(self, offset: int, limit: int) -> Page[str]:
        self.asked.append((offset, limit))
        page = self._pages.pop(0) if self._pages else Page((), 0, None)
        if isinstance(page, Exception):
            raise page
        return page


def page(
    rows: str, *, total: int | None = None, size: int | None = None, count: int | None = None, unreadable: int = 0
) -> Page[str]:
    return Page(tuple(rows), len(rows) + unreadable, total, size, count)


def walked(fetch: Callable[[int, int], Awaitable[Page[str]]], *, brake: int = 1_000) -> Awaitable[Walk[str]]:
    return walk(fetch, str.lower, limit=3, brake=brake)


async def test_rows_of_all_pages_come_in_order() -> None:
    pages = Pages(page("abc"), page("cde"), page("ef"), page("f"))
    assert await walked(pages) == Walk(tuple("abcdef"), complete=True, fits=True, failure=None, notes=())


async def test_a_page_begins_with_the_last_row_of_the_one_before() -> None:
    pages = Pages(page("abc"), page("cde"), page("ef"), page("f"))
    await walked(pages)
    assert pages.asked == [(0, 3), (2, 3), (4, 3), (5, 3)]


async def test_an_empty_list_is_complete() -> None:
    assert await walked(Pages(page(""))) == Walk((), complete=True, fits=True, failure=None, notes=())


async def test_a_full_last_page_is_followed_by_one_with_its_last_row_alone() -> None:
    pages = Pages(page("abc"), page("c"))
    assert await walked(pages) == Walk(("a", "b", "c"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (2, 3)]


@pytest.mark.parametrize("only", [page("ab", total=2), page("ab", total=1), page("ab", total=0), page("")])
async def test_a_short_page_ends_a_list_whose_total_says_no_more(only: Page[str]) -> None:
    pages = Pages(only)
    assert await walked(pages) == Walk(only.rows, complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3)]


@pytest.mark.parametrize("size", [None, 2, 3])
async def test_where_nothing_counts_the_rows_a_short_page_is_not_the_last(size: int | None) -> None:
    pages = Pages(page("ab", size=size), page("bc", size=size), page("c", size=size))
    assert await walked(pages) == Walk(tuple("abc"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (1, 3), (2, 3)]


async def test_where_nothing_counts_the_rows_one_row_is_followed_by_an_empty_page() -> None:
    pages = Pages(page("a"), page(""))
    assert await walked(pages) == Walk(("a",), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (1, 3)]


async def test_a_server_that_gives_its_one_short_page_wherever_it_is_asked_gives_the_whole_list() -> None:
    pages = Pages(*[page("ab")] * 5)
    assert await walked(pages) == Walk(("a", "b"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (1, 3), (2, 3)]


async def test_a_row_deleted_before_short_pages_is_noticed() -> None:
    found = await walked(Pages(page("ab", total=5), page("cd", total=5), page("", total=5)))
    assert (found.fits, found.shifted) == (False, True)


@pytest.mark.parametrize("then", ["e", "de", "f"], ids=["two rows gone", "one row gone", "three rows gone"])
async def test_a_row_deleted_meanwhile_is_noticed_without_any_total(then: str) -> None:
    found = await walked(Pages(page("abc"), page(then)))
    assert (found.complete, found.fits, found.shifted) == (True, False, True)
    assert found.notes == ("Rows moved while the list was read: two of its pages do not join.",)


async def test_a_full_last_page_that_is_followed_by_an_empty_one_has_lost_a_row() -> None:
    found = await walked(Pages(page("abc"), page("")))
    assert (found.complete, found.fits, found.shifted) == (True, False, True)


async def test_pages_that_do_not_join_fit_where_as_many_rows_came_as_there_are() -> None:
    found = await walked(Pages(page("abc", total=5), page("de", total=5)))
    assert (found.complete, found.fits, found.shifted) == (True, True, True)


async def test_a_joint_that_may_be_a_row_that_cannot_be_read_says_nothing() -> None:
    found = await walked(Pages(page("abc"), page("d", unreadable=1)))
    assert (found.complete, found.fits, found.shifted) == (True, True, False)


async def test_a_server_whose_pages_begin_at_multiples_of_the_limit_is_asked_without_joints() -> None:
    pages = Pages(page("abc"), page("abc"), page("def"), page("g"), page("g"))
    assert await walked(pages) == Walk(tuple("abcdefg"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (2, 3), (3, 3), (6, 3), (7, 3)]


@pytest.mark.parametrize("total", [None, 1, 3])
async def test_to_the_end_no_short_page_is_the_last(total: int | None) -> None:
    pages = Pages(page("ab", total=total), page("c", total=total), page("d", total=total))
    found = await walk(pages, str.lower, limit=3, to_the_end=True)
    assert (found.rows, found.complete) == (tuple("abcd"), True)
    assert pages.asked == [(0, 3), (2, 3), (3, 3), (4, 3)]


async def test_what_a_page_behind_the_last_row_says_of_the_length_is_not_believed() -> None:
    found = await walk(Pages(page("ab", total=2), page("", total=0)), str.lower, limit=3, to_the_end=True)
    assert (found.complete, found.fits, found.notes) == (True, True, ())


async def test_to_the_end_a_page_larger_than_asked_for_is_of_orgs_that_are_paged_each_by_itself() -> None:
    pages = Pages(page("abcABC"), page("deDE"), page("d"))
    found = await walk(pages, str, limit=3, to_the_end=True)
    assert found == Walk(tuple("abcABCdeDE"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (3, 3), (6, 3)]


async def test_to_the_end_a_server_that_knows_no_limit_is_read_whole_without_a_word() -> None:
    pages = Pages(page("abcdefghi"), page("defghi"), page(""))
    found = await walk(pages, str, limit=3, to_the_end=True)
    assert found == Walk(tuple("abcdefghi"), complete=True, fits=True, failure=None, notes=())
    assert pages.asked == [(0, 3), (3, 3), (9, 3)]


async def test_to_the_end_a_server_that_gives_everything_wherever_it_is_asked_is_asked_three_times() -> None:
    pages = Pages(*[page("abcdefghi")] * 9)
    found = await walk(pages, str, limit=3, to_the_end=True)
    assert (found.rows, found.complete, len(pages.asked)) == (tuple("abcdefghi"), False, 3)


async def test_to_the_end_old_rows_on_another_page_have_moved() -> None:
    found = await walk(Pages(page("ab"), page("b")), str, limit=3, to_the_end=True)
    assert (found.complete, found.fits) == (True, False)
    assert found.notes == ("Rows moved while the list was read. Repeated, and shown once: 1.",)


async def test_to_the_end_a_page_that_brings_nothing_new_is_the_last() -> None:
    pages = Pages(page("ab"), page("ab"))
    found = await walk(pages, str.lower, limit=3, to_the_end=True)
    assert (found.rows, found.complete, found.notes) == (("a", "b"), True, ())


async def test_a_short_page_is_passed_while_the_total_says_more() -> None:
    pages = Pages(page("ab", total=4), page("bc", total=4), page("cd", total=4))
    found = await walked(pages)
    assert (found.rows, found.complete, found.notes) == (tuple("abcd"), True, ())
    assert pages.asked == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize("total", [-1, 0, 1, 3])
async def test_a_total_that_says_too_little_stops_nothing(total: int) -> None:
    pages = Pages(page("abc", total=total), page("de", total=total))
    assert (await walked(pages)).rows == tuple("abcde")


async def test_a_total_that_says_too_much_ends_at_an_empty_page_and_is_noted() -> None:
    pages = Pages(page("ab", total=999), page("b", total=999))
    found = await walked(pages)
    assert (found.rows, found.complete, found.fits) == (("a", "b"), True, False)
    assert found.notes == ("The list was announced with 999 rows and 2 came.",)


async def test_a_row_that_moved_to_a_page_read_before_is_missed_and_said_to_be() -> None:
    found = await walked(Pages(page("abc", total=7), page("efg", total=7)))
    assert not found.fits
    assert found.notes[-1] == "The list was announced with 7 rows and 6 came."


async def test_a_row_that_came_twice_does_not_stand_for_one_that_was_missed() -> None:
    found = await walked(Pages(page("abc", total=6), page("cde", total=6)))
    assert not found.fits
    assert found.notes[-1] == "The list was announced with 6 rows and 5 came."


async def test_unreadable_rows_count_as_arrived() -> None:
    pages = Pages(page("ab", unreadable=1), page("", unreadable=3), page("c"))
    found = await walked(pages)
    assert (found.rows, found.complete) == (("a", "b", "c"), True)
    assert [offset for offset, _limit in pages.asked] == [0, 3, 6, 7]


async def test_a_server_that_sends_more_than_asked_is_followed() -> None:
    pages = Pages(page("abcde"), page("efg"), page("gh"), page("h"))
    assert (await walked(pages)).rows == tuple("abcdefgh")
    assert [offset for offset, _limit in pages.asked] == [0, 4, 6, 7]


async def test_a_row_that_moved_to_the_next_page_is_kept_once_and_noted() -> None:
    found = await walked(Pages(page("abc"), page("bcd"), page("de"), page("e")))
    assert found.rows == tuple("abcde")
    assert found.notes == ("Rows moved while the list was read. Repeated, and shown once: 1.",)


async def test_rows_that_moved_fit_only_where_as_many_came_as_there_are() -> None:
    assert not (await walked(Pages(page("abcd"), page("cde")))).fits
    assert (await walked(Pages(page("abcd", total=5), page("cde", total=5)))).fits
    assert not (await walked(Pages(page("abcd", total=1), page("cde", total=1)))).fits


async def test_of_two_rows_with_one_key_the_first_is_kept_and_it_is_noted() -> None:
    found = await walked(Pages(page("abA", total=3), page("A", total=3)))
    assert (found.rows, found.complete, found.fits) == (("a", "b"), True, True)
    assert found.notes == ("Rows came twice on one page, and are shown once: 1.",)


@pytest.mark.parametrize("total", [None, 1, 3])
async def test_a_full_page_that_brings_nothing_new_says_nothing_about_the_end(total: int | None) -> None:
    pages = Pages(*[page("abc", total=total)] * 5)
    found = await walked(pages)
    assert (found.rows, found.complete) == (("a", "b", "c"), False)
    assert found.notes == ("The same rows came again in place of the next page: there may be more.",)
    assert [offset for offset, _limit in pages.asked] == [0, 2, 3]


async def test_a_short_page_of_old_rows_ends_the_list_and_says_that_rows_moved() -> None:
    """As where the last of four rows became the first one between the two calls."""
    found = await walked(Pages(page("abc"), page("bc")))
    assert (found.rows, found.complete, found.fits) == (("a", "b", "c"), True, False)
    assert found.notes == ("Rows moved while the list was read. Repeated, and shown once: 1.",)


async def test_a_page_as_large_as_the_servers_own_is_no_short_one() -> None:
    pages = Pages(page("ab", total=1, size=2), page("bc", total=1, size=2), page("c", total=1, size=2))
    found = await walked(pages)
    assert (found.rows, found.complete, found.fits, found.notes) == (tuple("abc"), True, True, ())
    assert pages.asked == [(0, 3), (1, 3), (2, 3)]


async def test_a_page_that_is_larger_than_was_asked_for_does_not_make_every_other_short() -> None:
    pages = Pages(page("abc", size=100), page("cd", size=100))
    assert (await walked(pages)).rows == tuple("abcd")


async def test_a_short_page_is_passed_while_the_number_of_pages_says_more() -> None:
    pages = Pages(page("a", size=3, count=3), page("bcd", size=3, count=3), page("def", size=3, count=3), page("fg"))
    found = await walked(pages)
    assert (found.rows, found.fits) == (tuple("abcdefg"), True)


async def test_pages_that_were_announced_and_did_not_come_are_missed() -> None:
    found = await walked(Pages(page("ab", total=1, size=10, count=25), page("b", total=1, size=10, count=25)))
    assert not found.fits
    assert found.notes == ("The list was announced with 241 rows and 2 came.",)


async def test_one_page_announces_no_row() -> None:
    assert await walked(Pages(page("", total=0, size=10, count=1))) == Walk(
        (), complete=True, fits=True, failure=None, notes=()
    )


async def test_a_repeated_page_in_place_of_announced_rows_is_not_complete() -> None:
    found = await walked(Pages(*[page("abc", total=9)] * 5))
    assert (found.rows, found.complete) == (("a", "b", "c"), False)
    assert found.notes == ("The same rows came again in place of 6 further ones that were announced.",)


async def test_a_page_that_fails_ends_the_walk_with_the_rows_so_far() -> None:
    failure = AnswerLostError("No answer.")
    assert await walked(Pages(page("abc"), failure, page("def"))) == Walk(
        ("a", "b", "c"), complete=False, fits=True, failure=failure, notes=()
    )


async def test_a_first_page_that_fails_raises() -> None:
    with pytest.raises(AnswerLostError):
        await walked(Pages(AnswerLostError("No answer.")))


async def test_the_brake_ends_a_list_without_end() -> None:
    async def endless(offset: int, limit: int) -> Page[str]:
        return Page(tuple(str(row) for row in range(offset, offset + limit)), limit, None)

    found = await walked(endless, brake=1_000)
    assert (len(found.rows), found.complete, found.failure) == (2_001, False, None)
    assert found.notes == ("Reading stopped after 1,000 pages: there may be more rows.",)


async def test_a_total_that_moves_is_noted() -> None:
    found = await walked(Pages(page("abc", total=6), page("cde", total=7), page("efg", total=7), page("g", total=7)))
    assert found.notes == ("The list changed while it was read: its length was given as 6 and as 7.",)
    assert (found.complete, found.fits) == (True, False)


async def test_a_row_deleted_meanwhile_hides_another_although_as_many_came_as_there_are() -> None:
    found = await walked(Pages(page("abc", total=5), page("e", total=4)))
    assert (len(found.rows), found.complete, found.fits) == (4, True, False)


async def test_a_row_that_cannot_be_read_beside_the_joint_is_counted_once() -> None:
    pages = Pages(page("abc", total=4), page("c", total=4, unreadable=1), page("", total=4, unreadable=1))
    assert await walked(pages) == Walk(tuple("abc"), complete=True, fits=True, failure=None, notes=())
