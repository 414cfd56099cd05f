"""Lists that move while they are read: walked once more, and then said to be incomplete."""

import pytest

from promo_data.errors import AnswerLostError
from tests.factories import CUSTOMER_ID, page_json
from tests.unit.client.conftest import NewVendor
from tests.unit.client.vendor import Told, paged, promotions

pytestmark = pytest.mark.anyio

FIRST = page_json(*promotions(100), pageDetails={"totalEntries": 150})
REST = page_json(*promotions(50, start=101), pageDetails={"totalEntries": 149})
"""The second page once the fifth promotion is gone: promotion 100 has moved to the first."""
NOW = page_json(*promotions(4), *promotions(96, start=6), pageDetails={"totalEntries": 149})


async def test_a_row_that_was_deleted_meanwhile_makes_the_list_be_walked_once_more(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": [FIRST, NOW], "SELF @99": REST})

    read = await vendor.read()

    assert {row.promotion.promotion_id for row in read.rows} == {*range(1, 151)} - {5}
    assert (read.complete, read.problems, len(vendor.calls)) == (True, (), 4)


async def test_a_row_that_was_deleted_meanwhile_is_noticed_where_no_total_tells_of_it(new_vendor: NewVendor) -> None:
    untold = [page | {"pageDetails": None} for page in (FIRST, NOW, REST)]
    last = page_json(*promotions(1, start=150), pageDetails=None)
    vendor = new_vendor({"SELF": untold[:2], "SELF @99": untold[2], "SELF @148": last})

    read = await vendor.read()

    assert {row.promotion.promotion_id for row in read.rows} == {*range(1, 151)} - {5}
    assert (read.complete, read.problems, len(vendor.calls)) == (True, (), 6)


async def test_the_second_walk_is_kept(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": [FIRST, NOW], "SELF @99": REST})
    first = await vendor.read()

    assert await vendor.read() == first
    assert len(vendor.calls) == 4


@pytest.mark.parametrize(
    "table",
    [
        {"SELF": FIRST, "SELF @99": REST},
        {
            "SELF": FIRST,
            "SELF @99": page_json(*promotions(1, 100), *promotions(49, 102), pageDetails={"totalEntries": 150}),
            "SELF @148": page_json(*promotions(1, 150), pageDetails={"totalEntries": 150}),
            "SELF @149": page_json(pageDetails={"totalEntries": 150}),
        },
        {
            "SELF": page_json(*promotions(100), pageDetails=None),
            "SELF @99": page_json(*promotions(10, start=99), pageDetails=None),
            "SELF @108": page_json(*promotions(1, start=108), pageDetails=None),
        },
        {
            "SELF": page_json(*promotions(100), pageDetails=None),
            "SELF @99": page_json(*promotions(10, start=102), pageDetails=None),
            "SELF @108": page_json(*promotions(1, start=111), pageDetails=None),
        },
        {"SELF": page_json(pageDetails={"totalEntries": 5})},
    ],
    ids=["its length changes", "a row is missing", "rows come again", "its pages do not join", "nothing comes"],
)
async def test_a_list_that_does_not_fit_a_second_time_either_is_not_complete(
    new_vendor: NewVendor, table: dict[str, Told]
) -> None:
    vendor = new_vendor(table)

    read = await vendor.read()

    assert not read.complete
    assert len(vendor.calls) == 2 * len(table)
    await vendor.read()
    assert len(vendor.calls) == 4 * len(table)


async def test_what_came_first_is_shown_where_the_second_walk_breaks_off(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": [FIRST, AnswerLostError("No answer.")], "SELF @99": REST})

    read = await vendor.read()

    assert (len(read.rows), read.complete) == (150, False)


async def test_a_server_that_ignores_the_offset_gives_no_whole_list(new_vendor: NewVendor) -> None:
    same = page_json(*promotions(100), pageDetails=None)
    vendor = new_vendor({"SELF": same, "SELF @99": same, "SELF @100": same})

    read = await vendor.read()

    assert (len(read.rows), read.complete, len(vendor.calls)) == (100, False, 3)


async def test_a_server_with_smaller_pages_than_were_asked_for_is_read_to_the_end(new_vendor: NewVendor) -> None:
    details = {"pageSize": 10, "pageCount": 3, "totalEntries": 1}
    pages = [page_json(*promotions(size, start), pageDetails=details) for start, size in ((1, 10), (10, 10), (19, 7))]
    vendor = new_vendor({f"SELF @{n * 9}".removesuffix(" @0"): page for n, page in enumerate(pages)})

    read = await vendor.read()

    assert (len(read.rows), read.complete, read.problems) == (25, True, ())


async def test_a_list_whose_pages_are_about_two_customers_is_nobodys(new_vendor: NewVendor) -> None:
    other = page_json(*promotions(51, start=100), customerId=5, pageDetails={"totalEntries": 150})
    vendor = new_vendor({"SELF": paged("SELF", 150)["SELF"], "SELF @99": other})

    read = await vendor.read()

    assert not read.complete
    assert [problem.what for problem in read.problems] == [
        f"The pages of this list are about different customers: {CUSTOMER_ID}, then 5. Read again."
    ]


async def test_a_customer_who_was_merged_between_two_pages_is_read_once_more(new_vendor: NewVendor) -> None:
    first = paged("SELF", 150)["SELF"]
    rest = page_json(*promotions(51, start=100), customerId=5, pageDetails={"totalEntries": 150})
    merged = page_json(*promotions(100), customerId=5, pageDetails={"totalEntries": 150})
    vendor = new_vendor({"SELF": [first, merged], "SELF @99": rest})

    read = await vendor.read()

    assert ({row.customer_id for row in read.rows}, read.customer_id, read.complete) == ({5}, 5, True)
