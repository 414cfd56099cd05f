"""What the client keeps, when it asks again, and what it forgets."""

import asyncio

import pytest

from promo_data.client import Question
from promo_data.errors import AnswerLostError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.vocabulary import CustomerStatus, IdentifierKind
from tests.factories import CUSTOMER_ID, answer, page_json, promotion_json
from tests.unit.client.conftest import NewVendor
from tests.unit.client.vendor import BY_MOBILE, CHILD_CALL, ORGS, OWN_CALL, Told, Vendor, error_json, paged, promotions

pytestmark = pytest.mark.anyio

ONE = page_json(promotion_json())
BY_ID = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "14")
BY_EMAIL = CustomerIdentifier(IdentifierKind.EMAIL, "asha@example.com")
UNREADABLE = page_json(promotion_json(limits={"pointsPerCustomer": "many"}))


def asked(vendor: Vendor) -> int:
    return len(vendor.calls)


async def under_way(vendor: Vendor, gate: asyncio.Event) -> "asyncio.Task[CustomerRead]":
    """A read whose call has reached the vendor, who waits at the gate."""
    vendor.gate = gate
    read = asyncio.create_task(vendor.read())
    await vendor.came.acquire()
    return read


async def test_what_was_read_whole_is_not_asked_again(new_vendor: NewVendor) -> None:
    vendor = new_vendor(paged("SELF", 250))
    first = await vendor.read()
    vendor.later(seconds=60)

    again = await vendor.read()

    assert asked(vendor) == 3
    assert again == first


async def test_a_fresh_read_asks_again_and_is_kept(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})
    first = await vendor.read()
    vendor.later(seconds=60)

    fresh = await vendor.read(fresh=True)

    assert first.as_of is not None
    assert fresh.as_of is not None
    assert fresh.as_of > first.as_of
    assert (await vendor.read()).as_of == fresh.as_of
    assert asked(vendor) == 2


@pytest.mark.parametrize("part", [UNREADABLE, page_json(promotion_json(orgId=666)), page_json(customerId=None)])
async def test_a_page_that_was_read_in_part_is_not_kept(new_vendor: NewVendor, part: object) -> None:
    vendor = new_vendor({"SELF": part})
    await vendor.read()

    await vendor.read()

    assert asked(vendor) == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"SELF @198": AnswerLostError("lost")},
        {"SELF @198": paged("SELF", 650)["SELF"], "SELF @199": paged("SELF", 650)["SELF"]},
        {"SELF @198": page_json(*promotions(100, start=198), pageDetails={"totalEntries": 650})},
        {
            "SELF @594": page_json(*promotions(56, start=595), pageDetails={"totalEntries": 651}),
            "SELF @649": page_json(promotion_json(promotionId=650), pageDetails={"totalEntries": 651}),
            "SELF @650": page_json(),
        },
        {"SELF @594": page_json(*promotions(56, start=595), customerId=5)},
    ],
    ids=["broke off", "repeated a page", "moved", "changed its length", "is about two customers"],
)
async def test_of_a_walk_that_was_not_sound_nothing_is_kept(new_vendor: NewVendor, odd: dict[str, Told]) -> None:
    table = paged("SELF", 650)
    vendor = new_vendor({**table, **odd})
    await vendor.read()
    vendor.table = table

    whole = await vendor.read()

    assert (len(whole.rows), whole.complete, whole.problems) == (650, True, ())
    assert [dict(call.query)["offset"] for call in vendor.calls[-7:]] == [str(n) for n in range(0, 650, 99)]


async def test_what_is_kept_has_the_time_of_its_answer(new_vendor: NewVendor) -> None:
    vendor = new_vendor(paged("SELF", 250))
    vendor.seconds_a_call = 1
    first = await vendor.read()

    again = await vendor.read()

    assert [row.as_of for row in again.rows] == [row.as_of for row in first.rows]
    assert (len({row.as_of for row in again.rows}), again.as_of) == (3, first.as_of)


async def test_kept_pages_that_do_not_fit_together_are_asked_for_again(new_vendor: NewVendor) -> None:
    vendor = new_vendor(paged("SELF", 150))
    await vendor.read()
    vendor.table = {"SELF": ONE}
    call = vendor.calls[0]
    body = answer(page_json(*promotions(100), pageDetails={"totalEntries": 151})).body
    vendor.cache.put(vendor.client._pages.key(call), body, tag=("own", "1"))  # noqa: SLF001 - no other way to mix walks

    read = await vendor.read()

    assert (len(read.rows), read.complete, asked(vendor)) == (1, True, 3)


async def test_a_refusal_is_not_kept(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": error_json(310144)})
    await vendor.read()
    await vendor.read()

    assert asked(vendor) == 2


async def test_a_write_forgets_the_survivor_whichever_identifier_was_used(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})
    for identifier in (BY_ID, BY_MOBILE):
        await vendor.read(identifier=identifier)
    vendor.later(seconds=1)

    vendor.client.forget(CUSTOMER_ID)
    for identifier in (BY_ID, BY_MOBILE):
        await vendor.read(identifier=identifier)

    assert asked(vendor) == 4


async def test_who_asks_after_a_write_does_not_share_an_answer_asked_for_before(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})
    before = await under_way(vendor, gate := asyncio.Event())
    vendor.client.forget(CUSTOMER_ID)

    after = asyncio.create_task(vendor.read(fresh=True))
    await vendor.came.acquire()
    gate.set()
    await asyncio.gather(before, after)

    assert asked(vendor) == 2


async def test_an_answer_asked_for_before_a_write_is_not_kept_after_it(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})
    before = await under_way(vendor, gate := asyncio.Event())
    vendor.later(seconds=1)
    vendor.client.forget(CUSTOMER_ID)
    gate.set()
    await before

    await vendor.read()

    assert asked(vendor) == 2


async def test_who_is_unknown_after_an_earlier_success_is_forgotten_in_every_org(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE, "50405": page_json(promotion_json(orgId=50405))})
    await vendor.read(OWN_CALL, CHILD_CALL)
    await vendor.read(identifier=BY_EMAIL)
    vendor.later(seconds=1)
    vendor.table = {"SELF": error_json(8015), "50405": error_json(8015)}

    gone = await vendor.read(fresh=True)
    then = await vendor.read(OWN_CALL, CHILD_CALL)
    by_email = await vendor.read(identifier=BY_EMAIL)

    assert [read.rows for read in (gone, then, by_email)] == [(), (), ()]
    assert {org.code for org in then.asked} == {8015}


async def test_an_unknown_customer_of_whom_nothing_is_kept_changes_nothing(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE, "50405": error_json(8015)})
    await vendor.read()

    await vendor.read(CHILD_CALL)
    await vendor.read()

    assert asked(vendor) == 2


async def test_a_kept_answer_that_cannot_be_read_any_more_is_asked_for_again(new_vendor: NewVendor) -> None:
    vendor = new_vendor({"SELF": ONE})
    await vendor.read()
    call = vendor.calls[0]
    key = vendor.client._pages.key(call)  # noqa: SLF001 - no other way to damage what is kept
    vendor.cache.put(key, b"<html>", tag=("own", "1"))

    read = await vendor.read()

    assert (len(read.rows), asked(vendor)) == (1, 2)


async def test_many_customers_are_taken_from_the_cache_at_once_and_nothing_is_sent(new_vendor: NewVendor) -> None:
    vendor = new_vendor(paged("SELF", 150))
    expected = await vendor.read()
    sent = asked(vendor)

    found = vendor.client.cached([Question(BY_MOBILE), Question(BY_EMAIL)], [OWN_CALL], ORGS)

    assert found == [expected, None]
    assert asked(vendor) == sent


async def test_a_second_opinion_is_kept_like_any_list(new_vendor: NewVendor) -> None:
    lists = {f"SELF {status}": ONE for status in CustomerStatus}
    vendor = new_vendor({"SELF": ONE, **lists})
    first = await vendor.read(second_opinion=True)

    again = await vendor.read(second_opinion=True)

    assert asked(vendor) == 5
    assert again == first
