from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from promo_data.actions import Intent, Journal, Means, State, perform, settle
from promo_data.actions.requests import request_of
from promo_data.errors import AnswerLostError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import IdentifierKind
from tests.unit.actions.vendor import Vendor, means_for, never_left, swallowed

pytestmark = pytest.mark.anyio
WINDOW = timedelta(seconds=300)


async def unknown(vendor: Vendor, journal: Journal) -> Intent:
    """An intent whose request was swallowed: sent, without an answer and without an effect so far."""
    return await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, swallowed))


async def arrives_late(vendor: Vendor) -> None:
    """The swallowed request reaches the vendor after all."""
    await vendor.send(request_of(vendor.wish("Shop across brands"), uuid4()).call)


async def test_what_arrived_late_is_found(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(seconds=30)
    await arrives_late(vendor)
    settled = await settle(intent, means)
    assert settled.state is State.CONFIRMED
    assert settled.sent_at == intent.sent_at
    assert journal.get(intent.id) == settled


async def test_within_the_window_no_trace_proves_nothing(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(seconds=299)
    assert (await settle(intent, means, final_after=WINDOW)).state is State.UNKNOWN


async def test_after_the_window_no_trace_means_not_applied(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(seconds=300)
    settled = await settle(intent, means, final_after=WINDOW)
    assert (settled.state, settled.is_open) == (State.NOT_APPLIED, False)


async def test_without_a_window_it_stays_unknown_for_ever(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(days=10)
    assert (await settle(intent, means)).state is State.UNKNOWN


async def test_a_confirmed_intent_keeps_its_outcome(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands"), means)
    assert (await settle(intent, means, final_after=timedelta(0))).state is State.CONFIRMED


async def test_an_intent_that_was_never_sent_is_not_read_back(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.wish("Happy hour"), means)
    assert await settle(intent, means) == intent


async def test_a_refused_connection_is_not_read_back_as_unknown(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, never_left))
    assert (await settle(intent, means)).state is State.NOT_SENT


async def test_the_customer_is_read_by_the_vendors_number(vendor: Vendor, journal: Journal, means: Means) -> None:
    asked: list[CustomerIdentifier] = []

    async def noting(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        asked.append(identifier)
        return await vendor.read(identifier, org_id)

    intent = await unknown(vendor, journal)
    await settle(intent, replace(means, read=noting))
    assert asked == [CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(intent.customer_id), intent.source)]


async def test_a_customer_who_cannot_be_read_settles_nothing(vendor: Vendor, journal: Journal, means: Means) -> None:
    async def unreachable(_: CustomerIdentifier, __: int | None) -> CustomerView:
        raise AnswerLostError("No answer within 20 seconds.")

    intent = await unknown(vendor, journal)
    vendor.clock.move(days=1)
    assert await settle(intent, replace(means, read=unreachable), final_after=WINDOW) == intent


async def test_a_customer_who_was_merged_meanwhile_settles_nothing(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    async def of_another(_: CustomerIdentifier, org_id: int | None) -> CustomerView:
        return await vendor.read(vendor.customer, org_id)

    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    settled = await settle(replace(intent, customer_id=1), replace(means, read=of_another), final_after=WINDOW)
    assert (settled.state, settled.merged_into) == (State.UNKNOWN, intent.customer_id)


async def test_what_another_channel_did_hours_later_is_not_taken_for_ours(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(hours=3)
    await arrives_late(vendor)
    assert (await settle(intent, means, final_after=WINDOW)).state is State.CONFLICT


async def test_what_was_done_in_time_is_found_hours_later(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    vendor.clock.move(hours=3)
    assert (await settle(intent, means, final_after=WINDOW)).state is State.CONFIRMED


async def test_it_is_the_vendors_clock_that_says_when_ours_was_sent(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    an_hour_off = replace(intent, sent_at=vendor.clock() + timedelta(hours=1))
    assert (await settle(an_hour_off, means, final_after=WINDOW)).state is State.CONFIRMED


async def test_what_is_found_to_be_done_says_what_was_done(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    assert (await settle(intent, means)).message == (
        "The customer is enrolled: that was found by reading the customer again."
    )


async def test_a_promotion_gone_from_the_list_settles_nothing(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    vendor.clock.move(days=1)
    gone = replace(intent, promotion_id=1)
    assert await settle(gone, means, final_after=WINDOW) == gone
