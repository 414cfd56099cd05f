"""How an intent may move: design §6 (Journal before the wire; UNKNOWN is settled by reading; a person decides)."""

from itertools import product

import pytest

from promo_data.actions.intent import State
from promo_data.actions.steps import STEPS, TOLD_BY, Step, leaving
from promo_data.store.tables import OPEN_STATES
from tests.factories import lines_of

ENDS = "confirmed refused partial not_sent not_applied unknown conflict"
ALLOWED = lines_of(f"""
    step      | from     | to
    claim     | prepared | prepared
    hold back | prepared | not_sent
    send      | prepared | sent
    conclude  | prepared | not_sent
    conclude  | sent     | {ENDS}
    conclude  | unknown  | {ENDS}
    conclude  | conflict | confirmed refused partial not_sent not_applied conflict
    settle    | unknown  | confirmed not_applied conflict
    decide    | unknown  | confirmed not_applied
    decide    | conflict | confirmed not_applied
    recover   | prepared | not_sent
    recover   | sent     | unknown
""")


def is_allowed(step: Step, source: State, target: State) -> bool:
    return any((line["step"], line["from"]) == (step, source) and target in line["to"].split() for line in ALLOWED)


@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_the_table_says_and_nowhere_else(step: Step) -> None:
    for source, target in product(State, State):
        assert (source in leaving(step, target)) == is_allowed(step, source, target), (source, target)


def test_what_is_certain_stays_as_it_is() -> None:
    moved = {source for moves in STEPS.values() for source in moves}
    assert moved <= set(OPEN_STATES)


def test_nothing_is_sent_twice() -> None:
    assert {source for step in Step for source in leaving(step, State.SENT)} == {State.PREPARED}
    assert all(State.PREPARED not in targets for step in set(Step) - {Step.CLAIM} for targets in STEPS[step].values())


def test_every_step_that_ends_something_is_audited() -> None:
    ending = {step for step, moves in STEPS.items() if any(set(targets) & ENDED for targets in moves.values())}
    assert set(TOLD_BY) == ending


ENDED = set(State) - {State.PREPARED, State.SENT}
