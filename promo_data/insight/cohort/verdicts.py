"""What can be done for each member of a cohort: the rules of availability themselves, asked once for each case.

A rule sees of a customer only whether an enrolment runs and whether the limits of a stage have room, so a million
customers are a few hundred cases. The rules are not written down a second time.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import microseconds
from promo_data.frames.phases import PHASES, phases
from promo_data.insight.cohort.asked import ACTIONS, VERDICTS
from promo_data.insight.cohort.enrolments import ENROLLED, NOT_ENROLLED, NOT_TOLD
from promo_data.insight.cohort.moments import numbers_of
from promo_data.insight.cohort.summary import Summary
from promo_data.insight.cohort.tightest import NOT_KNOWN, ROOM, USED_UP
from promo_data.insight.facts import Limit, PromotionFacts
from promo_data.insight.rules import RULES
from promo_data.vocabulary import Action, AllowanceState, LimitOn, Measure, Phase, Stage, Verdict

FACTS = 27
"""Enrolment (three), room to enrol (three), room to issue (three), in this order: the last counts ones."""
Table = npt.NDArray[np.uint8]

_WORST_FIRST = (Verdict.REFUSED, Verdict.UNKNOWN)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATER = datetime.max.replace(tzinfo=UTC)
_RUNNING: dict[str, Any] = {"enrolled_at": None, "expires_at": _LATER, "issues": []}
_ENROLMENTS: dict[int, dict[str, Any]] = {
    NOT_ENROLLED: {"enrolled": 0, "timeline": []},
    NOT_TOLD: {"enrolled": None, "timeline": None},
    ENROLLED: {"enrolled": 1, "timeline": [_RUNNING]},
}
_STATES = {NOT_KNOWN: AllowanceState.UNKNOWN, USED_UP: AllowanceState.EXHAUSTED}


class _Case(NamedTuple):
    """All that the rules ask of a promotion; many promotions are one case."""

    type: str | None
    phase: Phase
    active: bool | None
    stages_given: frozenset[str]
    writable: bool


def verdict_table(summary: Summary, writable_orgs: Collection[int | None], now: datetime) -> Table:
    """Places in ``VERDICTS`` by edition, action (``ACTIONS``) and fact (``FACTS``) at ``now``."""
    editions = summary.editions
    at = np.full(len(editions["begin"]), microseconds(now))
    phase = phases(numbers_of(editions["starts_at"]), numbers_of(editions["ends_at"]), at)
    known: dict[_Case, Table] = {}
    rows = []
    for place, (org, kind, active, stages) in enumerate(
        zip(editions["org_id"], editions["type"], editions["active"], editions["stages_given"], strict=True)
    ):
        given = frozenset((stages or "").split(", "))
        case = _Case(kind, PHASES[phase[place]], None if active is None else bool(active), given, org in writable_orgs)
        if case not in known:
            known[case] = _judged(case, now)
        rows.append(known[case])
    return np.array(rows, np.uint8).reshape(len(rows), len(ACTIONS), FACTS)


def _judged(case: _Case, now: datetime) -> Table:
    rooms = (ROOM, NOT_KNOWN, USED_UP)
    facts = [_facts(case, now, *of) for of in product((NOT_ENROLLED, NOT_TOLD, ENROLLED), rooms, rooms)]
    return np.array([[VERDICTS.index(_verdict(one, action)) for one in facts] for action in ACTIONS], np.uint8)


def _verdict(facts: PromotionFacts, action: Action) -> Verdict:
    found = {finding.verdict for rule in RULES[action] if (finding := rule(facts))}
    return next((verdict for verdict in _WORST_FIRST if verdict in found), Verdict.ALLOWED)


def _facts(case: _Case, now: datetime, enrolment: int, to_enrol: int, to_issue: int) -> PromotionFacts:
    """A customer like that; the dates are any that give the phase, because they only stand in sentences."""
    limits = [(Stage.ISSUAL, Measure.ISSUALS, to_enrol), (Stage.EARN, Measure.EARNS, to_issue)]
    return PromotionFacts(
        keys=(None, None, 0, 0),
        starts_at=None if case.phase is Phase.UNKNOWN else _EPOCH,
        ends_at=None if case.phase is Phase.UNKNOWN else _EPOCH + timedelta(days=1),
        limits=tuple(_limit(stage, measure, _STATES[room]) for stage, measure, room in limits if room != ROOM),
        as_of=now,
        now=now,
        **_ENROLMENTS[enrolment],
        **case._asdict(),
    )


def _limit(stage: Stage, measure: Measure, state: AllowanceState) -> Limit:
    return Limit(stage, measure, LimitOn.CUSTOMER, None, None, cap=None, used=None, state=state)
