"""How an intent may move from state to state: one table, which every change of the journal goes by."""

from collections.abc import Mapping
from enum import StrEnum

from promo_data.actions.intent import State
from promo_data.audit import Event

Moves = Mapping[State, frozenset[State]]

_OUTCOMES = frozenset(State) - {State.PREPARED, State.SENT}


class Step(StrEnum):
    """What moves an intent."""

    CLAIM = "claim"
    HOLD_BACK = "hold back"
    SEND = "send"
    CONCLUDE = "conclude"
    SETTLE = "settle"
    DECIDE = "decide"
    RECOVER = "recover"


STEPS: Mapping[Step, Moves] = {
    Step.CLAIM: {State.PREPARED: frozenset({State.PREPARED})},
    Step.HOLD_BACK: {State.PREPARED: frozenset({State.NOT_SENT})},
    Step.SEND: {State.PREPARED: frozenset({State.SENT})},
    # An answer that comes after the intent was given up as UNKNOWN, or the figures contradicted, still tells.
    Step.CONCLUDE: {
        State.PREPARED: frozenset({State.NOT_SENT}),
        State.SENT: _OUTCOMES,
        State.UNKNOWN: _OUTCOMES,
        State.CONFLICT: _OUTCOMES - {State.UNKNOWN},
    },
    Step.SETTLE: {State.UNKNOWN: frozenset({State.CONFIRMED, State.NOT_APPLIED, State.CONFLICT})},
    Step.DECIDE: {
        State.UNKNOWN: frozenset({State.CONFIRMED, State.NOT_APPLIED}),
        State.CONFLICT: frozenset({State.CONFIRMED, State.NOT_APPLIED}),
    },
    Step.RECOVER: {State.PREPARED: frozenset({State.NOT_SENT}), State.SENT: frozenset({State.UNKNOWN})},
}
"""From each state to those a step may lead to; what is not here does not happen (design §6)."""

TOLD_BY: Mapping[Step, Event] = {
    Step.HOLD_BACK: Event.ENDED,
    Step.CONCLUDE: Event.ENDED,
    Step.SETTLE: Event.SETTLED,
    Step.DECIDE: Event.DECIDED,
    Step.RECOVER: Event.RECOVERED,
}
"""The row of the audit that a step leaves; the others end nothing."""


def leaving(step: Step, target: State) -> frozenset[State]:
    """The states from which ``step`` may lead to ``target``."""
    return frozenset(state for state, targets in STEPS[step].items() if target in targets)
