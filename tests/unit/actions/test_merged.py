"""A customer who is merged into another while something is open: the other one is the same customer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from promo_data.actions import Intent, Means, State
from promo_data.actions.outcomes import Told
from promo_data.actions.rivals import held_by_rival
from promo_data.actions.standing import Standing
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.vocabulary import Action, Outcome
from tests.unit.actions.journals import WISH, Desk, standing

MERGED, SURVIVOR = 7, 8


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.journal.close()


def found_merged(desk: Desk, outcome: Outcome = Outcome.UNKNOWN) -> Intent:
    """An intent of the one; reading it back found that the other answers."""
    intent = desk.ended(outcome, standing(MERGED))
    return desk.journal.note_merged(intent.id, SURVIVOR)


def test_it_is_on_record_who_answered(desk: Desk) -> None:
    assert desk.journal.get(found_merged(desk).id).merged_into == SURVIVOR


def test_an_open_one_of_the_merged_stands_in_the_way_of_the_survivors(desk: Desk) -> None:
    first = found_merged(desk)
    assert desk.claimed(standing(SURVIVOR)).blocked_by == first.id


def test_one_asked_for_by_the_old_number_is_held_back_by_it(desk: Desk) -> None:
    first = desk.ended(Outcome.UNKNOWN, standing(MERGED))
    assert desk.claimed(replace(standing(SURVIVOR), merged_from=MERGED)).blocked_by == first.id


def test_one_that_is_settled_stands_in_nobodys_way(desk: Desk) -> None:
    first = found_merged(desk)
    desk.journal.decide(first.id, carried_out=False)
    assert desk.claimed(standing(SURVIVOR)).state is State.PREPARED


def test_the_survivors_actions_are_those_of_both(desk: Desk) -> None:
    first = found_merged(desk)
    desk.clock.move(seconds=1)
    second = desk.ended(Outcome.CONFIRMED, standing(SURVIVOR, effect=Action.ISSUE))
    assert [intent.id for intent in desk.journal.intents_of(SURVIVOR)] == [first.id, second.id]


OTHER = 9


async def held(desk: Desk, now: Standing) -> Told | None:
    """Whether a rival holds the wish of a claimed intent back; no rival here is settled by reading."""

    async def unread(_: CustomerIdentifier, __: int | None) -> CustomerView:
        raise AssertionError("what is contradictory is for a person")

    async def unsent(_: Call) -> Answer:
        raise AssertionError("nothing is sent")

    async def no_hex(_: int, __: int, ___: str) -> str | None:
        raise AssertionError("nothing is looked up")

    forget, time = (lambda _: None), desk.clock
    means = Means(
        unread, unsent, own_credentials=True, forget=forget, journal=desk.journal, find_hex=no_hex, vendor_time=time
    )
    return await held_by_rival(desk.claimed(now), WISH, now, means)


def rival_of(desk: Desk, customer_id: int) -> Intent:
    """An opt-in of which nobody knows what became: an issue moves the same figure."""
    return desk.ended(Outcome.CONFLICT, standing(customer_id, effect=Action.OPT_IN))


@pytest.mark.anyio
async def test_a_rival_of_the_merged_holds_the_survivors_wish_back(desk: Desk) -> None:
    desk.journal.note_merged(rival_of(desk, MERGED).id, SURVIVOR)
    told = await held(desk, standing(SURVIVOR, effect=Action.ISSUE))
    assert told is not None
    assert "could not be told apart" in told.message


@pytest.mark.anyio
async def test_so_does_one_that_is_not_known_to_be_merged_where_the_old_number_was_asked_for(desk: Desk) -> None:
    rival_of(desk, MERGED)
    now = standing(SURVIVOR, effect=Action.ISSUE)
    assert await held(desk, replace(now, merged_from=MERGED)) is not None


@pytest.mark.anyio
async def test_a_rival_of_somebody_else_holds_nothing_back(desk: Desk) -> None:
    desk.journal.note_merged(rival_of(desk, MERGED).id, OTHER)
    assert await held(desk, standing(SURVIVOR, effect=Action.ISSUE)) is None
