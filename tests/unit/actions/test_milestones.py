"""Enrolling in milestones, which leaves no trace in a customer's promotions: reading tells nothing of it."""

from datetime import timedelta

import pytest

from promo_data.actions import Journal, Means, State, perform, settle
from promo_data.protocol.call import Answer, Call
from promo_data.vocabulary import Action
from tests import milestones
from tests.unit.actions.vendor import Vendor, carried_out_but_lost, left, means_for, swallowed

pytestmark = pytest.mark.anyio
WINDOW = timedelta(seconds=300)


@pytest.fixture(autouse=True)
def with_milestones(vendor: Vendor) -> None:
    milestones.add_milestones(vendor.world)


async def test_an_answer_that_lists_the_milestone_confirms_it(vendor: Vendor, means: Means) -> None:
    intent = await perform(vendor.milestone_wish(), means)
    assert (intent.state, intent.effect) == (State.CONFIRMED, Action.ENROL_MILESTONES)
    assert intent.message == "The customer is enrolled in the milestone."
    assert [effect.kind for effect in vendor.world.ledger.effects] == ["milestone"]


async def test_a_lost_answer_is_never_taken_for_not_applied_nor_the_request_repeated(
    vendor: Vendor, journal: Journal
) -> None:
    lossy = means_for(vendor, journal, carried_out_but_lost(vendor.send))
    first = await perform(vendor.milestone_wish(), lossy)
    vendor.clock.move(minutes=10)
    assert (await settle(first, lossy, final_after=WINDOW)).state is State.UNKNOWN
    second = await perform(vendor.milestone_wish(), means_for(vendor, journal))
    assert (second.state, second.blocked_by, len(vendor.posts)) == (State.NOT_SENT, first.id, 1)
    assert "no reading can tell" in second.message


async def test_a_person_decides_what_became_of_it(vendor: Vendor, journal: Journal) -> None:
    first = await perform(vendor.milestone_wish(), means_for(vendor, journal, swallowed))
    assert "decide what was done" in first.advice
    assert journal.decide(first.id, carried_out=False).state is State.NOT_APPLIED
    vendor.clock.move(seconds=1)
    assert (await perform(vendor.milestone_wish(), means_for(vendor, journal))).state is State.CONFIRMED


async def test_an_enrolment_does_not_stand_in_its_way(vendor: Vendor, journal: Journal) -> None:
    await perform(vendor.wish(milestones.NAME), means_for(vendor, journal, swallowed))
    assert (await perform(vendor.milestone_wish(), means_for(vendor, journal))).state is State.CONFIRMED


async def test_one_that_the_program_left_behind_is_for_a_person_too(vendor: Vendor, journal: Journal) -> None:
    async def crash(call: Call) -> Answer:
        await left(call)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await perform(vendor.milestone_wish(), means_for(vendor, journal, crash))
    vendor.clock.move(minutes=6)
    (recovered,) = journal.recover()
    assert (recovered.state, "no reading can tell" in recovered.advice) == (State.UNKNOWN, True)
