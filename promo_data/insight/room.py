"""The rules of limits: whether there is room for an action, and for the benefit it would bring (design §4 and §5)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from promo_data.insight.facts import Limit, PromotionFacts
from promo_data.insight.finding import Finding, Rule, noted, refused, untried
from promo_data.insight.sentences import undecidable, unit, used_up
from promo_data.insight.windows import what_makes_room
from promo_data.vocabulary import USED_UP_STATES, AllowanceState, LimitOn, Measure, PromotionType, Stage


def room_left(stages_of: Callable[[PromotionFacts], Sequence[Stage]]) -> Rule:
    """A rule that every limit of the stages has room left, and that the limits of the first are known."""

    def rule(facts: PromotionFacts) -> Finding | None:
        stages = stages_of(facts)
        limits = [limit for limit in facts.limits if limit.stage in stages]
        return _first_used_up(limits, facts) or _first_unknown(limits, facts) or _not_given(stages[0], facts)

    return rule


def is_everybodys(limit: Mapping[str, Any]) -> bool:
    """Whether it has room for all customers together by a figure that may be of this one alone (api-facts §3.4).

    ``limit`` is a row of the allowances frame or of the binding limits.
    """
    return limit["limit_on"] == LimitOn.PROMOTION and limit["state"] in (AllowanceState.OPEN, AllowanceState.NEAR)


def _not_given(stage: Stage, facts: PromotionFacts) -> Finding | None:
    """An empty list says that there is no limit, a missing one says nothing (003, types of promotions)."""
    if stage in facts.stages_given or facts.type == PromotionType.GENERIC:
        return None
    return untried(f"The vendor's answer does not say how many {unit(_COUNTED[stage], facts.type)} are allowed.")


def _first_used_up(limits: list[Limit], facts: PromotionFacts) -> Finding | None:
    spent = _lasting(limits)
    return None if spent is None else refused(used_up(spent, facts.type), _makes_room(spent, facts))


def _lasting(limits: list[Limit]) -> Limit | None:
    """Of the limits that are used up, the one that stays so longest: to name a week's would promise too much."""
    spent = [limit for limit in limits if limit.state in USED_UP_STATES]
    return min(spent, key=lambda limit: _LONGEST_FIRST.get(limit.period, 1), default=None)


_LONGEST_FIRST: dict[str | None, int] = {None: 0, "MONTHLY": 2, "WEEKLY": 3, "DAILY": 4}
"""A period that is not known here may be longer than a month."""


def _makes_room(limit: Limit, facts: PromotionFacts) -> str:
    return what_makes_room(limit, facts.type, facts.timeline, as_of=facts.as_of, now=facts.now, zone=facts.zone)


def _first_unknown(limits: list[Limit], facts: PromotionFacts) -> Finding | None:
    not_told = (limit for limit in limits if limit.state == AllowanceState.UNKNOWN)
    return next((untried(undecidable(limit, facts.type)) for limit in not_told), None)


_COUNTED = {Stage.ISSUAL: Measure.ISSUALS, Stage.EARN: Measure.EARNS}


def issues_left(facts: PromotionFacts) -> Finding | None:
    """Not in the way of enrolling, but worth knowing: nothing could be issued on it (000, introduction)."""
    if facts.type != PromotionType.LOYALTY_EARNING:
        return None
    of_issuing = [limit for limit in facts.limits if limit.stage == Stage.EARN]
    return _noted("It would lead to no issue now", of_issuing, facts)


def benefit_left(facts: PromotionFacts) -> Finding | None:
    """Not in the way of the action, but worth knowing: the benefit itself is used up."""
    return _noted("It would bring no benefit now", [limit for limit in facts.limits if limit.is_of_benefit], facts)


def _noted(what: str, limits: list[Limit], facts: PromotionFacts) -> Finding | None:
    spent = _lasting(limits)
    return None if spent is None else noted(f"{what}: {used_up(spent, facts.type)}", _makes_room(spent, facts))
