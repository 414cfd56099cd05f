"""Limits in words: a mark, what is left, and what is counted."""

from collections.abc import Callable, Mapping
from typing import Any

from pages.components.formats import NOT_GIVEN, is_absent, number
from promo_data.frames.units import MIXED_POINTS
from promo_data.insight.sentences import unit
from promo_data.vocabulary import AllowanceState, LimitOn, Stage, UnknownReason

MARKS = {
    AllowanceState.OPEN: "●",
    AllowanceState.NEAR: "◐",
    AllowanceState.EXHAUSTED: "○",
    AllowanceState.OVER: "○",
    AllowanceState.NO_LIMIT: "∞",
    AllowanceState.CAP_ONLY: "⌃",
    AllowanceState.UNKNOWN: "?",
}
"""Each state has a mark beside its colour, so that nobody needs to see colours."""

NO_BINDING_LIMIT = "no limit is used up"

STAGES = {
    Stage.ISSUAL: "Enrolling",
    Stage.EARN: "Issuing",
    Stage.REDEMPTION: "The benefit",
    Stage.LIMITS: "Further limits",
}
_DIRECT_ISSUE = {Stage.ISSUAL: "Issuing"}

_UNKNOWN = {
    UnknownReason.NOT_GIVEN: "not given by the API",
    UnknownReason.ZERO_CAP: "a limit of 0, unexplained",
    UnknownReason.UNREADABLE: "not readable",
    UnknownReason.CONTRADICTED: "contradicted",
    UnknownReason.MIXED_UNITS: "used in mixed units",
}
_FOR_WHOM = {
    LimitOn.CUSTOMER: "this customer",
    LimitOn.PROMOTION: "all customers",
    LimitOn.EVENT: "one activity",
}
_PERIODS = {"DAILY": "a day", "WEEKLY": "a week", "MONTHLY": "a month"}

Row = Mapping[str, Any]


def stage_title(stage: str, promotion_type: str | None) -> str:
    """What a group of limits stops; an issual of a directly issued promotion is an issue (api-facts §7.1)."""
    direct = _DIRECT_ISSUE if promotion_type == "LOYALTY" else {}
    known = Stage(stage)
    return direct.get(known, STAGES[known])


def marked(limit: Row, promotion_type: str | None) -> str:
    """``◐ 1 of 5 issues left``, ``○ none of 5 issues left``, ``∞ no limit``, or why it cannot be told.

    ``limit`` is a row of the allowances frame or of the binding limits.
    """
    return _said(limit, lambda amount: _counted(amount, limit["measure"], promotion_type))


def marked_in_short(limit: Row) -> str:
    """``◐ 1 of 5 left``: for a place that says already what is counted."""
    return _said(limit, number)


def _said(limit: Row, amount: Callable[[float], str]) -> str:
    state = AllowanceState(limit["state"])
    return f"{MARKS[state]} {_LEFT[state](limit, amount)}"


_LEFT: dict[AllowanceState, Callable[[Row, Callable[[float], str]], str]] = {
    AllowanceState.OPEN: lambda limit, amount: f"{number(limit['headroom'])} of {amount(limit['cap'])} left",
    AllowanceState.NEAR: lambda limit, amount: f"{number(limit['headroom'])} of {amount(limit['cap'])} left",
    AllowanceState.EXHAUSTED: lambda limit, amount: f"none of {amount(limit['cap'])} left",
    AllowanceState.OVER: lambda limit, amount: f"over by {amount(limit['used'] - limit['cap'])}",
    AllowanceState.NO_LIMIT: lambda _limit, _amount: "no limit",
    AllowanceState.CAP_ONLY: lambda limit, amount: f"at most {amount(limit['cap'])} per activity",
    AllowanceState.UNKNOWN: lambda limit, _amount: _UNKNOWN.get(limit["unknown_reason"], "cannot be told"),
}


def _counted(amount: float, measure: str, promotion_type: str | None) -> str:
    """``1 issue``, ``5 issues``, ``1 benefit per issue``."""
    first, *rest = unit(measure, promotion_type).split()
    return " ".join([number(amount), first.removesuffix("s") if amount == 1 else first, *rest])


def limit_name(limit: Row, promotion_type: str | None) -> str:
    """``Issues, this customer, a week``; a limit that counts something unknown keeps the vendor's name."""
    measure = limit["measure"]
    counts = limit["kpi"] if measure == "unknown" else _counts(limit, promotion_type).capitalize()
    limit_on = limit["limit_on"]
    whom = "" if is_absent(limit_on) else f", {_FOR_WHOM.get(limit_on, limit_on)}"
    return f"{counts}{whom}{_period(limit['period'])}"


def _counts(limit: Row, promotion_type: str | None) -> str:
    """What is counted; alternate currencies among the points are named."""
    return MIXED_POINTS if limit["unit"] == MIXED_POINTS else unit(limit["measure"], promotion_type)


def _period(period: object) -> str:
    return "" if is_absent(period) else f", {_PERIODS.get(str(period), f'per {period}')}"


def used_of(used: float | None, cap: float | None) -> str:
    """``4 of 5``, ``4`` where no cap is known, ``not given`` where the usage is absent."""
    if used is None or is_absent(used):
        return NOT_GIVEN
    return number(used) if cap is None or is_absent(cap) or cap <= 0 else f"{number(used)} of {number(cap)}"
