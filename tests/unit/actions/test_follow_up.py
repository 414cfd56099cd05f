"""One reading back of an intent whose end is not known, and when the next one is."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import anyio
import pytest

from promo_data.actions import Intent, Journal, Means, State, follow_up, next_read, perform, unknown_for
from promo_data.actions.outcomes import Told
from promo_data.actions.requests import request_of
from promo_data.errors import AnswerLostError, StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Outcome
from tests import milestones
from tests.unit.actions.vendor import Vendor, means_for, swallowed

pytestmark = pytest.mark.anyio
WAITS = (0, 30, 120, 300)


def planned(vendor: Vendor, intent: Intent) -> datetime | None:
    now = vendor.clock()
    return next_read(unknown_for(intent, now, now), intent.reads + 1, now, WAITS)


async def unknown(vendor: Vendor, journal: Journal) -> Intent:
    return await perform(vendor.wish("Shop across brands"), means_for(vendor, journal, swallowed))


async def arrives_late(vendor: Vendor) -> None:
    await vendor.send(request_of(vendor.wish("Shop across brands"), uuid4()).call)


async def test_what_shows_no_trace_yet_is_planned_again(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    after = await follow_up(intent, means, partial(planned, vendor))
    assert (after.state, after.reads) == (State.UNKNOWN, 1)
    assert after.next_read_at == vendor.clock.at + timedelta(seconds=30)
    assert journal.get(intent.id) == after


async def test_the_last_reading_without_a_trace_means_not_applied(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    intent = await unknown(vendor, journal)
    times = []
    while intent.next_read_at is not None:
        vendor.clock.at = max(intent.next_read_at, vendor.clock.at)
        times.append(vendor.clock.at)
        intent = await follow_up(intent, means, partial(planned, vendor))
    assert intent.state is State.NOT_APPLIED
    assert [(time - times[0]).total_seconds() for time in times] == [0, 30, 120, 300]
    assert len(vendor.posts) == 0


@pytest.mark.parametrize("seconds", [15, 200])
async def test_what_is_applied_late_is_found_by_the_reading_after_it(
    vendor: Vendor, journal: Journal, means: Means, seconds: int
) -> None:
    intent = await unknown(vendor, journal)
    start = vendor.clock.at
    while intent.state is State.UNKNOWN and intent.next_read_at is not None:
        if (intent.next_read_at - start).total_seconds() > seconds and not vendor.effects():
            await arrives_late(vendor)
        vendor.clock.at = intent.next_read_at
        intent = await follow_up(intent, means, partial(planned, vendor))
    assert (intent.state, vendor.effects()) == (State.CONFIRMED, 1)


async def test_what_another_channel_moved_too_is_a_conflict(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    await arrives_late(vendor)
    after = await follow_up(intent, means, partial(planned, vendor))
    assert (after.state, after.next_read_at) == (State.CONFLICT, None)


async def test_a_customer_who_cannot_be_read_is_tried_again_later(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    async def unreachable(_: CustomerIdentifier, __: int | None) -> CustomerView:
        raise AnswerLostError("No answer within 20 seconds.")

    intent = await unknown(vendor, journal)
    vendor.clock.move(seconds=300)
    after = await follow_up(intent, replace(means, read=unreachable), partial(planned, vendor))
    assert (after.state, after.reads) == (State.UNKNOWN, 1)
    assert after.next_read_at == vendor.clock.at + timedelta(seconds=300)


async def test_one_that_breaks_the_reading_is_put_off_like_any_other(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    async def broken(_: CustomerIdentifier, __: int | None) -> CustomerView:
        raise ZeroDivisionError

    intent = await unknown(vendor, journal)
    after = await follow_up(intent, replace(means, read=broken), partial(planned, vendor))
    assert (after.state, after.reads) == (State.UNKNOWN, 1)


async def test_one_whose_number_no_customer_can_have_is_put_off(vendor: Vendor, journal: Journal, means: Means) -> None:
    intent = await unknown(vendor, journal)
    after = await follow_up(replace(intent, customer_id=-1), means, partial(planned, vendor))
    assert (after.state, after.reads) == (State.UNKNOWN, 1)


async def test_milestones_are_read_back_once_and_then_left_to_a_person(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    milestones.add_milestones(vendor.world)
    intent = await perform(vendor.milestone_wish(), means_for(vendor, journal, swallowed), insist=True)
    vendor.clock.move(minutes=10)
    after = await follow_up(intent, means, partial(planned, vendor))
    assert (after.state, after.next_read_at, after.reads) == (State.UNKNOWN, None, 1)


async def test_a_reading_that_takes_too_long_is_put_off(vendor: Vendor, journal: Journal, means: Means) -> None:
    async def slow(_: CustomerIdentifier, __: int | None) -> CustomerView:
        await anyio.sleep_forever()
        raise AssertionError

    intent = await unknown(vendor, journal)
    after = await follow_up(intent, replace(means, read=slow), partial(planned, vendor), longest=0.01)
    assert (after.state, after.reads) == (State.UNKNOWN, 1)


async def test_what_another_process_settled_meanwhile_keeps_that_outcome(
    vendor: Vendor, journal: Journal, means: Means
) -> None:
    intent = await unknown(vendor, journal)

    async def overtaken(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        journal.settle(intent.id, Told(Outcome.CONFIRMED, "Found by another process."))
        return await vendor.read(identifier, org_id)

    after = await follow_up(intent, replace(means, read=overtaken), partial(planned, vendor))
    assert (after.state, after.message) == (State.CONFIRMED, "Found by another process.")


async def test_a_record_that_cannot_be_written_is_told(vendor: Vendor, journal: Journal, means: Means) -> None:
    class Full(Journal):
        def schedule(self, *_: object) -> Intent:
            raise StoreError("The record of actions cannot be written (the disk is full).")

    intent = await unknown(vendor, journal)
    full = object.__new__(Full)
    full.__dict__ |= journal.__dict__
    with pytest.raises(StoreError, match="disk is full"):
        await follow_up(intent, replace(means, journal=full), partial(planned, vendor))


async def test_what_was_found_makes_kept_answers_forgotten(vendor: Vendor, journal: Journal, means: Means) -> None:
    forgotten: list[int] = []
    intent = await unknown(vendor, journal)
    await arrives_late(vendor)
    await follow_up(intent, replace(means, forget=forgotten.append), partial(planned, vendor))
    assert forgotten == [intent.customer_id]
