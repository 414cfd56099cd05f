"""The rules of availability: each looks at the facts and finds a reason, or nothing (design §5).

Sources: 000 and 001 prerequisites, 002 error codes, api-facts §4.1 and §7.1.
"""

from collections.abc import Callable
from dataclasses import dataclass

from promo_data.insight.facts import Limit, PromotionFacts
from promo_data.insight.sentences import moment, undecidable, unit, used_up
from promo_data.vocabulary import (
    USED_UP_STATES,
    Action,
    AllowanceState,
    Measure,
    Phase,
    PromotionType,
    Stage,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, and what it means for the action."""

    verdict: Verdict
    reason: str


Rule = Callable[[PromotionFacts], Finding | None]

_TYPES = frozenset(PromotionType)


def _refused(reason: str) -> Finding:
    return Finding(Verdict.REFUSED, reason)


def _unknown(reason: str) -> Finding:
    return Finding(Verdict.UNKNOWN, reason)


def _noted(reason: str) -> Finding:
    return Finding(Verdict.ALLOWED, reason)


def not_generic(facts: PromotionFacts) -> Finding | None:
    """GENERIC promotions need no action and take none (002, error 400: not eligible)."""
    if facts.type == PromotionType.GENERIC:
        return _refused("This promotion applies by itself: nobody is enrolled in it and it is not issued.")
    return None


def type_is_known(facts: PromotionFacts) -> Finding | None:
    """Without the type nobody can say what a request would do (api-facts §4.1)."""
    if facts.type in _TYPES:
        return None
    return _unknown("The vendor gives this promotion no type that is known here.")


def enrols(facts: PromotionFacts) -> Finding | None:
    """LOYALTY is issued directly, so there is nothing to enrol in (001, introduction)."""
    if facts.type == PromotionType.LOYALTY:
        return _refused("This promotion is issued directly: there is no enrolment, issue it instead.")
    return None


def takes_opt_in(facts: PromotionFacts) -> Finding | None:
    """Which types take OPT_IN is not documented; 002 says some do not."""
    if facts.type == PromotionType.LOYALTY:
        return _unknown("The vendor does not say whether a directly issued promotion can be opted in to.")
    return None


def not_ended(facts: PromotionFacts) -> Finding | None:
    """An ended promotion takes nobody (002, error 400: must be LIVE or UPCOMING)."""
    if facts.phase is Phase.ENDED and facts.ends_at is not None:
        return _refused(f"The promotion ended on {moment(facts.ends_at, facts.zone)}.")
    return None


def has_started(facts: PromotionFacts) -> Finding | None:
    """002 lets UPCOMING promotions be enrolled in, 000 and 001 are silent."""
    if facts.phase is Phase.UPCOMING and facts.starts_at is not None:
        return _unknown(
            f"The promotion starts on {moment(facts.starts_at, facts.zone)}; the vendor may not accept this earlier."
        )
    return None


def dates_are_known(facts: PromotionFacts) -> Finding | None:
    """Without both dates, whether it runs is not known."""
    if facts.phase is Phase.UNKNOWN:
        return _unknown("The vendor's answer lacks the promotion's dates.")
    return None


def marked_active(facts: PromotionFacts) -> Finding | None:
    """``active: true`` proves nothing (api-facts, fact 6); ``false`` is a doubt worth naming."""
    if facts.active is False and facts.phase is not Phase.ENDED:
        return _unknown("The vendor marks this promotion as not active.")
    return None


def org_is_writable(facts: PromotionFacts) -> Finding | None:
    """No document says that DATA-SCOPE applies to writes (api-facts §2; design §6)."""
    if facts.writable:
        return None
    return _unknown("This promotion belongs to another org, and that org's own credentials are not configured.")


_MAY_REPLACE = "The customer was enrolled before: an enrolment that still runs is replaced, with a new expiry."


def replaces_enrolment(facts: PromotionFacts) -> Finding | None:
    """Only one enrolment runs: a new one takes its place with a new expiry (api-facts §7.1)."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled is False:
        return None
    if facts.is_enrolled is None:
        return _noted(_MAY_REPLACE) if facts.enrolled else None
    until = f" until {moment(facts.enrolment_expires_at, facts.zone)}" if facts.enrolment_expires_at else ""
    return _noted(f"The customer is enrolled{until}: a new enrolment replaces it and sets a new expiry.")


def is_enrolled(facts: PromotionFacts) -> Finding | None:
    """An enrol & issue promotion is issued to enrolled customers only (000, introduction)."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled:
        return None
    if facts.is_enrolled is None:
        return _unknown("Whether the customer's enrolment still runs cannot be told from the vendor's answer.")
    return _refused("The customer is not enrolled: enrol first, then it can be issued.")


def opts_in_after_enrolling(facts: PromotionFacts) -> Finding | None:
    """Opt-ins lie within enrolments (api-facts §3.6), but no document demands one first."""
    if facts.type != PromotionType.LOYALTY_EARNING or facts.is_enrolled:
        return None
    return _unknown("The customer may not be enrolled, and the vendor does not say whether opting in needs that first.")


def room_left(stage_of: Callable[[PromotionFacts], Stage]) -> Rule:
    """A rule that every limit of the stage has room left, and that its limits are known."""

    def rule(facts: PromotionFacts) -> Finding | None:
        stage = stage_of(facts)
        limits = [limit for limit in facts.limits if limit.stage == stage]
        return _first_used_up(limits, facts) or _first_unknown(limits, facts) or _not_given(stage, facts)

    return rule


def _not_given(stage: Stage, facts: PromotionFacts) -> Finding | None:
    """An empty list says that there is no limit, a missing one says nothing (003, types of promotions)."""
    if stage in facts.stages_given or facts.type == PromotionType.GENERIC:
        return None
    return _unknown(f"The vendor's answer does not say how many {unit(_COUNTED[stage], facts.type)} are allowed.")


def _first_used_up(limits: list[Limit], facts: PromotionFacts) -> Finding | None:
    return next((_refused(used_up(limit, facts.type)) for limit in limits if limit.state in USED_UP_STATES), None)


def _first_unknown(limits: list[Limit], facts: PromotionFacts) -> Finding | None:
    unknown = (limit for limit in limits if limit.state == AllowanceState.UNKNOWN)
    return next((_unknown(undecidable(limit, facts.type)) for limit in unknown), None)


_COUNTED = {Stage.ISSUAL: Measure.ISSUALS, Stage.EARN: Measure.EARNS}


def _issuing_stage(facts: PromotionFacts) -> Stage:
    return Stage.ISSUAL if facts.type == PromotionType.LOYALTY else Stage.EARN


def benefit_left(facts: PromotionFacts) -> Finding | None:
    """Not in the way of the action, but worth knowing: the benefit itself is used up."""
    spent = [limit for limit in facts.limits if limit.stage == Stage.REDEMPTION and limit.state in USED_UP_STATES]
    return _noted(f"It would bring no benefit now: {used_up(spent[0], facts.type)}") if spent else None


_ALWAYS: tuple[Rule, ...] = (
    not_generic,
    type_is_known,
    not_ended,
    has_started,
    dates_are_known,
    marked_active,
    org_is_writable,
)
RULES: dict[Action, tuple[Rule, ...]] = {
    Action.ENROL: (*_ALWAYS, enrols, room_left(lambda _: Stage.ISSUAL), replaces_enrolment, benefit_left),
    Action.OPT_IN: (*_ALWAYS, takes_opt_in, opts_in_after_enrolling, room_left(lambda _: Stage.EARN), benefit_left),
    Action.ISSUE: (*_ALWAYS, is_enrolled, room_left(_issuing_stage), benefit_left),
}
"""The rules of each action. Opt-ins lie within enrolments, as issues do, and so share their limits (api-facts §3.6)."""
