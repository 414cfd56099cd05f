"""Limits in words: a mark, what is left, and what is counted."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pages.components.formats import NOT_GIVEN, is_absent, number
from promo_data.frames.units import MIXED_POINTS
from promo_data.insight.room import is_everybodys
from promo_data.insight.sentences import unit
from promo_data.vocabulary import AllowanceState, LimitOn, Measure, Stage, UnknownReason

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

NO_LIMIT_ON = "No limit on: {names}."
AS_SPELLED = "“…”: the vendor's own word, which is not known here."
EVERYBODYS = (
    "For all customers together the vendor does not say whether its figure counts everybody or this customer alone, so "
    "less may be left than the figure says."
)
"""Every published sample has 0 there (api-facts §3.4): no room is promised from it, and a bar of 0 is not drawn."""

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
    """``◐ 1 of 5 issues left``, ``○ none of 5 issues left``, ``● all 5 issues left``, or why it cannot be told.

    ``limit`` is a row of the allowances frame or of the binding limits.
    """
    state = AllowanceState(limit["state"])
    return f"{MARKS[state]} {_SAID[state](limit, lambda amount: _counted(amount, limit['measure'], promotion_type))}"


def _open(limit: Row, amount: Callable[[float], str]) -> str:
    """A limit of which nothing is used stops nobody yet; "none … used" beside "none … left" would be misread."""
    if limit["used"] == 0 and not is_everybodys(limit):
        return f"{'' if limit['cap'] == 1 else 'all '}{amount(limit['cap'])} left"
    return f"{_at_most(limit)}{number(limit['headroom'])} of {amount(limit['cap'])} left"


def _at_most(limit: Row) -> str:
    return "at most " if is_everybodys(limit) else ""


_SAID: dict[AllowanceState, Callable[[Row, Callable[[float], str]], str]] = {
    AllowanceState.OPEN: _open,
    AllowanceState.NEAR: _open,
    AllowanceState.EXHAUSTED: lambda limit, amount: f"none of {amount(limit['cap'])} left",
    AllowanceState.OVER: lambda limit, amount: f"over by {amount(limit['used'] - limit['cap'])}",
    AllowanceState.NO_LIMIT: lambda _limit, _amount: "no limit",
    AllowanceState.CAP_ONLY: lambda limit, amount: f"at most {amount(limit['cap'])} per activity",
    AllowanceState.UNKNOWN: lambda limit, _amount: _UNKNOWN.get(limit["unknown_reason"], "cannot be told"),
}


def left_words(limit: Row) -> str:
    """``◐ 1 left``, ``○ none left``, ``⌃ at most 150``: beside a bar that says below what is counted."""
    state = AllowanceState(limit["state"])
    proves_nothing = is_everybodys(limit) and limit["used"] == 0
    return f"{MARKS[AllowanceState.UNKNOWN if proves_nothing else state]} {_LEFT[state](limit)}"


_LEFT: dict[AllowanceState, Callable[[Row], str]] = {
    AllowanceState.OPEN: lambda limit: f"{_at_most(limit)}{number(limit['headroom'])} left",
    AllowanceState.NEAR: lambda limit: f"{_at_most(limit)}{number(limit['headroom'])} left",
    AllowanceState.EXHAUSTED: lambda _limit: "none left",
    AllowanceState.OVER: lambda limit: f"over by {number(limit['used'] - limit['cap'])}",
    AllowanceState.NO_LIMIT: lambda _limit: "no limit",
    AllowanceState.CAP_ONLY: lambda limit: f"at most {number(limit['cap'])}",
    AllowanceState.UNKNOWN: lambda limit: _UNKNOWN.get(limit["unknown_reason"], "cannot be told"),
}


def used_words(limit: Row, promotion_type: str | None) -> str:
    """``4 of 5 issues used``: what is used of what is allowed, with the unit; as reported where that proves nothing."""
    cap, used = limit["cap"], limit["used"]
    if is_absent(cap) or cap <= 0:
        return "" if is_absent(used) else f"{_amount(used, limit, promotion_type)} used"
    allowed = _amount(cap, limit, promotion_type)
    if limit["state"] == AllowanceState.CAP_ONLY:
        return f"{_counts(limit, promotion_type)} in one activity; nothing is used up"
    if is_absent(used):
        return f"{allowed} allowed"
    is_certain = limit["state"] != AllowanceState.UNKNOWN and limit["limit_on"] != LimitOn.PROMOTION
    return f"{number(used)} of {allowed} {'used' if is_certain else 'reported as used'}"


def _amount(amount: float, limit: Row, promotion_type: str | None) -> str:
    if limit["unit"] == MIXED_POINTS:
        return f"{number(amount)} {MIXED_POINTS}"
    return _counted(amount, limit["measure"], promotion_type)


def _counted(amount: float, measure: str, promotion_type: str | None) -> str:
    """``1 issue``, ``5 issues``, ``1 benefit per issue``."""
    first, *rest = unit(measure, promotion_type).split()
    return " ".join([number(amount), first.removesuffix("s") if amount == 1 else first, *rest])


def limit_name(limit: Row, promotion_type: str | None) -> str:
    """``Issues, this customer, a week``; what is not known here keeps the vendor's name, in quotes."""
    counts = _counts(limit, promotion_type)
    return ", ".join([counts[:1].upper() + counts[1:], *_whom_and_when(limit)])


def limits_in_text(limits: Iterable[Row], promotion_type: str | None) -> str:
    """``points for one activity, benefits for this customer a week``: several limits within a sentence."""
    named = ([_counts(limit, promotion_type), *_whom_and_when(limit)] for limit in limits)
    return ", ".join(
        dict.fromkeys(" for ".join(parts[:2]) + "".join(f" {part}" for part in parts[2:]) for parts in named)
    )


def is_spelled_by_vendor(limit: Row) -> bool:
    """Whether its name holds a word of the vendor's that is not known here."""
    is_odd_whom = not is_absent(limit["limit_on"]) and limit["limit_on"] not in _FOR_WHOM
    is_odd_period = not is_absent(limit["period"]) and limit["period"] not in _PERIODS
    return limit["measure"] == Measure.UNKNOWN or is_odd_whom or is_odd_period


def _counts(limit: Row, promotion_type: str | None) -> str:
    """What is counted; alternate currencies among the points are named."""
    if limit["measure"] == Measure.UNKNOWN:
        return f"“{limit['kpi']}”"
    return MIXED_POINTS if limit["unit"] == MIXED_POINTS else unit(limit["measure"], promotion_type)


def _whom_and_when(limit: Row) -> list[str]:
    whom, period = limit["limit_on"], limit["period"]
    named = [] if is_absent(whom) else [_FOR_WHOM.get(whom, f"“{whom}”")]
    return named if is_absent(period) else [*named, _PERIODS.get(period, f"per “{period}”")]


def used_of(used: float | None, cap: float | None) -> str:
    """``4 of 5``, ``4`` where no cap is known, ``not given`` where the usage is absent."""
    if used is None or is_absent(used):
        return NOT_GIVEN
    return number(used) if cap is None or is_absent(cap) or cap <= 0 else f"{number(used)} of {number(cap)}"
