from collections.abc import Awaitable, Callable
from dataclasses import replace

import anyio
import pytest

from promo_data.actions import Journal, Means, Route, Search, State, perform
from promo_data.actions.rivals import are_rivals
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action
from tests.unit.actions.vendor import Vendor, carried_out_but_lost, means_for, swallowed

pytestmark = pytest.mark.anyio
PROMOTION = "Travel miles"


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        (Action.ISSUE, Action.OPT_IN, True),
        (Action.ENROL, Action.REVOKE_ENROL, True),
        (Action.ISSUE, Action.REVOKE_ENROL, True),
        (Action.REVOKE_ISSUE, Action.REVOKE_ENROL, True),
        (Action.ENROL, Action.ISSUE, False),
        (Action.ENROL, Action.OPT_IN, True),
        (Action.ENROL, Action.ENROL, False),
        (Action.ENROL_MILESTONES, Action.ENROL, False),
        (Action.ENROL_MILESTONES, Action.REVOKE_ENROL, False),
        (None, Action.ENROL, False),
    ],
)
async def test_rivals_move_a_figure_that_tells_about_the_other(
    one: Action | None, other: Action, *, rivals: bool
) -> None:
    assert are_rivals(one, other) is rivals
    assert one is None or are_rivals(other, one) is rivals


async def test_an_open_rival_holds_a_wish_back(vendor: Vendor, journal: Journal) -> None:
    await perform(vendor.wish(PROMOTION, Route.V3_OPT_IN), means_for(vendor, journal, swallowed))
    intent = await perform(vendor.wish(PROMOTION, Route.V2_BULK_EARN), means_for(vendor, journal))
    assert (intent.state, vendor.posts) == (State.NOT_SENT, [])
    assert "could not be told apart" in intent.message


async def test_a_rival_that_was_carried_out_since_the_customer_was_seen_holds_a_wish_back(
    vendor: Vendor, means: Means
) -> None:
    seen_at = vendor.clock()
    vendor.clock.move(seconds=5)
    await perform(vendor.wish(PROMOTION, Route.V3_OPT_IN), means)
    vendor.clock.move(seconds=5)
    held = await perform(replace(vendor.wish(PROMOTION, Route.V2_BULK_EARN), seen_at=seen_at), means)
    assert (held.state, len(vendor.posts)) == (State.NOT_SENT, 1)


async def test_an_enrolment_that_may_have_opted_in_as_well_holds_an_opt_in_back(
    vendor: Vendor, journal: Journal
) -> None:
    await perform(vendor.wish(PROMOTION, Route.V3_ENROL), means_for(vendor, journal, swallowed))
    assert (await perform(vendor.wish(PROMOTION, Route.V3_OPT_IN), means_for(vendor, journal))).state is State.NOT_SENT


async def test_an_open_rival_is_first_settled_by_reading(vendor: Vendor, journal: Journal) -> None:
    lossy = means_for(vendor, journal, carried_out_but_lost(vendor.send))
    first = await perform(vendor.wish(PROMOTION, Route.V3_OPT_IN), replace(lossy, read=_only(vendor, times=1)))
    assert first.state is State.UNKNOWN
    vendor.clock.move(seconds=30)
    held, means = await perform(vendor.wish(PROMOTION, Route.V2_BULK_EARN), lossy), means_for(vendor, journal)
    assert (journal.get(first.id).state, held.state, len(vendor.posts)) == (State.CONFIRMED, State.NOT_SENT, 1)
    assert held.message == "Another action for this customer and promotion was carried out a moment ago."
    vendor.clock.move(seconds=1)
    assert (await perform(vendor.wish(PROMOTION, Route.V2_BULK_EARN), means)).state is State.CONFIRMED


async def test_an_open_rival_that_left_no_trace_is_no_longer_in_the_way(vendor: Vendor, journal: Journal) -> None:
    first = await perform(vendor.wish(PROMOTION, Route.V3_OPT_IN), means_for(vendor, journal, swallowed))
    vendor.clock.move(minutes=5)
    intent = await perform(vendor.wish(PROMOTION, Route.V2_BULK_EARN), means_for(vendor, journal))
    assert (journal.get(first.id).state, intent.state) == (State.NOT_APPLIED, State.CONFIRMED)


def _only(vendor: Vendor, *, times: int) -> Callable[[CustomerIdentifier, int | None], Awaitable[CustomerView]]:
    """Finds the promotion so often, and no longer then."""
    read: list[CustomerIdentifier] = []

    async def reading(identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        read.append(identifier)
        view = await vendor.read(identifier, org_id)
        return view if len(read) <= times else replace(view, promotions=view.promotions.iloc[:0])

    return reading


async def test_of_two_rivals_at_once_at_most_one_is_sent(vendor: Vendor, means: Means) -> None:
    async with anyio.create_task_group() as tasks:
        for route in (Route.V3_OPT_IN, Route.V2_BULK_EARN):
            tasks.start_soon(perform, vendor.wish(PROMOTION, route), means)
    assert len(vendor.posts) <= 1
    assert State.NOT_SENT in [intent.state for intent in means.journal.page(Search()).intents]


async def test_a_rival_in_another_promotion_is_none(vendor: Vendor, journal: Journal) -> None:
    await perform(vendor.wish("Travel miles", Route.V3_OPT_IN), means_for(vendor, journal, swallowed))
    intent = await perform(vendor.wish("Refer a friend", Route.V2_DIRECT_EARN), means_for(vendor, journal))
    assert intent.state is State.CONFIRMED
