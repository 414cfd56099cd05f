"""A customer who is merged into another while something is open: the other one is the same customer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from promo_data.actions import Intent, State
from promo_data.vocabulary import Action, Outcome
from tests.unit.actions.journals import Desk, standing

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
