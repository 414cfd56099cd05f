"""The vendor's four status filters, asked side by side with the list itself (003, promotionStatusForCustomer)."""

from collections.abc import Mapping

import pytest

from promo_data.client import Question
from promo_data.errors import AnswerLostError, InputError
from promo_data.models.reading import CustomerRead, SecondOpinion
from promo_data.vocabulary import CustomerStatus
from tests.factories import ABSENT, CUSTOMER_ID, Json, answer, page_json, promotion_json
from tests.unit.client.conftest import NewVendor
from tests.unit.client.vendor import BY_MOBILE, CHILD_CALL, OWN_CALL, Told, error_json, paged, promotions

pytestmark = pytest.mark.anyio

ENROL, EARN, REDEEM, EXPIRED = CustomerStatus
LOST = AnswerLostError("No answer within 20 seconds.")
KEY = (50404, 1147, 1)


def table(lists: Mapping[CustomerStatus, Told], org: str = "SELF", whole: Told | None = None) -> dict[str, Told]:
    """The whole list of one promotion, and four filters of which only those in ``lists`` list anything."""
    usual: dict[str, Told] = {f"{org} {status}": page_json() for status in CustomerStatus}
    given: dict[str, Told] = {f"{org} {status}": told for status, told in lists.items()}
    return {org: page_json(*promotions(1)) if whole is None else whole, **usual, **given}


def opinion(read: CustomerRead) -> SecondOpinion:
    assert read.second_opinion is not None
    return read.second_opinion


async def test_without_it_only_the_list_is_asked_for(new_vendor: NewVendor) -> None:
    vendor = new_vendor(table({}))

    assert (await vendor.read()).second_opinion is None
    assert len(vendor.calls) == 1


async def test_each_promotion_is_told_under_which_filters_it_is_listed(new_vendor: NewVendor) -> None:
    lists: dict[CustomerStatus, Told] = {ENROL: page_json(*promotions(1)), EARN: page_json(*promotions(1))}
    read = await new_vendor(table(lists)).read(second_opinion=True)

    assert opinion(read).listed == {KEY: {ENROL: True, EARN: True, REDEEM: False, EXPIRED: False}}
    assert [(one.status, one.answered) for one in opinion(read).filters] == [(s, True) for s in CustomerStatus]
    assert (read.complete, read.problems) == (True, ())


@pytest.mark.parametrize("failure", [LOST, error_json(8125), answer(b"<html>")])
async def test_a_filter_that_failed_is_not_known_and_loses_nothing(new_vendor: NewVendor, failure: Told) -> None:
    read = await new_vendor(table({EARN: failure})).read(second_opinion=True)

    assert opinion(read).listed == {KEY: {ENROL: False, REDEEM: False, EXPIRED: False}}
    assert [(one.status, bool(one.message)) for one in opinion(read).filters if not one.answered] == [(EARN, True)]
    assert (read.complete, read.problems) == (True, ())


async def test_of_a_filter_that_broke_off_only_what_it_listed_is_known(new_vendor: NewVendor) -> None:
    broken = {**paged(f"SELF {EARN}", 150), f"SELF {EARN} @99": LOST}
    whole = page_json(*promotions(1), *promotions(1, start=150))

    read = await new_vendor({**table({}, whole=whole), **broken}).read(second_opinion=True)

    listed = opinion(read).listed
    assert listed[KEY][EARN] is True
    assert EARN not in listed[(50404, 1147, 150)]


async def test_a_promotion_that_only_a_filter_brings_is_shown_with_a_note(new_vendor: NewVendor) -> None:
    extra = page_json(*promotions(2))
    read = await new_vendor(table({REDEEM: extra, EARN: extra})).read(second_opinion=True)

    assert [row.promotion.promotion_id for row in read.rows] == [1, 2]
    (problem,) = read.problems
    assert (problem.where, problem.is_loss) == ("org 50404, promotion 2", False)
    assert "did not bring it" in problem.what
    assert opinion(read).listed[(50404, 1147, 2)] == {ENROL: False, EARN: True, REDEEM: True, EXPIRED: False}


async def test_of_a_list_that_broke_off_it_is_not_said_that_the_whole_did_not_bring_a_promotion(
    new_vendor: NewVendor,
) -> None:
    lists: dict[CustomerStatus, Told] = {REDEEM: page_json(*promotions(1, start=150))}
    broken = {**table(lists), **paged("SELF", 150), "SELF @99": LOST}

    read = await new_vendor(broken).read(second_opinion=True)

    told = next(problem.what for problem in read.problems if problem.where == "org 50404, promotion 150")
    assert told.startswith("What came of the vendor's list did not bring it;")


async def test_a_filter_beside_a_second_opinion_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="leave the status filter out"):
        Question(BY_MOBILE, EXPIRED, second_opinion=True)


async def test_an_org_that_failed_has_no_second_opinion_and_the_others_have(new_vendor: NewVendor) -> None:
    child = table({ENROL: page_json(promotion_json(orgId=50405))}, "50405", error_json(310144))
    read = await new_vendor({**table({}), **child}).read(OWN_CALL, CHILD_CALL, second_opinion=True)

    assert list(opinion(read).listed) == [KEY]
    assert [row.org_id for row in read.rows] == [50404]
    assert read.problems == ()


async def test_what_a_filter_lists_of_another_customer_is_not_shown_as_this_ones(new_vendor: NewVendor) -> None:
    timeline = [{"enrollmentId": 5}]
    another = page_json(*promotions(2, customerPromotionTimelines=timeline), customerId=14)

    read = await new_vendor(table({EARN: another})).read(second_opinion=True)

    (row,) = read.rows
    assert (row.customer_id, row.promotion.customer_promotion_timelines) == (CUSTOMER_ID, None)
    assert opinion(read).listed == {KEY: {ENROL: False, REDEEM: False, EXPIRED: False}}
    (lost,) = [one for one in opinion(read).filters if not one.answered]
    assert lost.status is EARN
    assert "another customer" in str(lost.message)


@pytest.mark.parametrize(
    ("whole", "filtered", "shown"),
    [(ABSENT, [{"enrollmentId": 5}], 5), ([{"enrollmentId": 4}], [{"enrollmentId": 5}], 4), (ABSENT, ABSENT, None)],
)
async def test_a_timeline_that_only_the_filters_give_is_taken_from_there(
    new_vendor: NewVendor, whole: object, filtered: object, shown: int | None
) -> None:
    def listing(timelines: object) -> Json:
        return page_json(*promotions(1, customerPromotionTimelines=timelines))

    read = await new_vendor(table({EARN: listing(filtered)}, whole=listing(whole))).read(second_opinion=True)

    (row,) = read.rows
    timelines = row.promotion.customer_promotion_timelines
    assert (timelines[0].enrollment_id if timelines else None) == shown
