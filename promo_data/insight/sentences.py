"""Limits and dates in sentences an agent can read out; the only place of the data layer that words them."""

from datetime import datetime

from promo_data.insight.facts import Limit
from promo_data.vocabulary import AllowanceState, LimitOn, Measure, PromotionType

_UNITS = {
    Measure.TIMES: "benefits",
    Measure.POINTS: "points",
    Measure.ISSUALS: "enrolments",
    Measure.EARNS: "issues",
    Measure.REDEMPTIONS_PER_EARN: "benefits per issue",
}
_PERIODS = {"DAILY": "a day", "WEEKLY": "a week", "MONTHLY": "a month"}


def number(value: float) -> str:
    """``1,250`` or ``12.5``: thousands separated, decimals only where there are any."""
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def moment(at: datetime) -> str:
    """``30 Sep 2026, 23:59 UTC``."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def unit(measure: str, promotion_type: str | None) -> str:
    """What a limit counts, in words; an issual of a LOYALTY promotion is an issue (api-facts §7.1)."""
    if measure == Measure.ISSUALS and promotion_type == PromotionType.LOYALTY:
        return "issues"
    return _UNITS.get(Measure(measure), "uses") if measure in list(Measure) else "uses"


def used_up(limit: Limit, promotion_type: str | None) -> str:
    """Why a used-up limit stops the action, and what would change it."""
    return f"{_what_is_used(limit, promotion_type)} {_what_would_help(limit)}"


def _what_is_used(limit: Limit, promotion_type: str | None) -> str:
    cap, used = number(limit.cap or 0.0), number(limit.used or 0.0)
    allowed = f"{unit(limit.measure, promotion_type)}{_period(limit)}"
    whose = "All customers together have" if limit.limit_on == LimitOn.PROMOTION else "The customer has"
    over = limit.state == AllowanceState.OVER
    return (
        f"{whose} used {used} of {cap} {allowed}, which is more than allowed."
        if over
        else (f"{whose} used all {cap} {allowed}.")
    )


def _period(limit: Limit) -> str:
    return "" if limit.period is None else f" allowed {_PERIODS.get(limit.period, f'per {limit.period}')}"


def _what_would_help(limit: Limit) -> str:
    if limit.period is None and limit.window is None:
        return "Only a higher limit would make room."
    if limit.window == "MOVING_WINDOW":
        return "Room comes back as earlier ones leave the moving window; the API does not say when."
    return "Room comes back with the next period; the API does not say when it begins."


def undecidable(limit: Limit, promotion_type: str | None) -> str:
    """Why a limit whose state is unknown leaves the answer open."""
    return f"How many {unit(limit.measure, promotion_type)} are left cannot be told from the vendor's answer."
