"""Limits in words: a mark, what is left, and what is used."""

from collections.abc import Callable

from pages.components.formats import NOT_GIVEN, is_absent, number
from pages.components.wording.limit_names import Row, counted_amount, counted_things
from promo_data.frames.units import MIXED_POINTS
from promo_data.insight.room import is_everybodys
from promo_data.vocabulary import AllowanceState, LimitOn, UnknownReason

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
EVERYBODYS = (
    "For all customers together the vendor does not say whether its figure counts everybody or this customer alone, so "
    "less may be left than the figure says."
)
"""Every published sample has 0 there (api-facts §3.4): no room is promised from it, and a bar of 0 is not drawn."""

_UNKNOWN = {
    UnknownReason.NOT_GIVEN: "not given by the API",
    UnknownReason.ZERO_CAP: "a limit of 0, unexplained",
    UnknownReason.UNREADABLE: "not readable",
    UnknownReason.CONTRADICTED: "contradicted",
    UnknownReason.MIXED_UNITS: "used in mixed units",
}


def marked(limit: Row, promotion_type: str | None) -> str:
    """``◐ 1 of 5 issues left``, ``○ none of 5 issues left``, ``● all 5 issues left``, or why it cannot be told.

    ``limit`` is a row of the allowances frame or of the binding limits.
    """
    state = AllowanceState(limit["state"])
    return (
        f"{MARKS[state]} {_SAID[state](limit, lambda count: counted_amount(count, limit['measure'], promotion_type))}"
    )


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
        return f"{counted_things(limit, promotion_type)} in one activity; nothing is used up"
    if is_absent(used):
        return f"{allowed} allowed"
    is_certain = limit["state"] != AllowanceState.UNKNOWN and limit["limit_on"] != LimitOn.PROMOTION
    return f"{number(used)} of {allowed} {'used' if is_certain else 'reported as used'}"


def _amount(count: float, limit: Row, promotion_type: str | None) -> str:
    if limit["unit"] == MIXED_POINTS:
        return f"{number(count)} {MIXED_POINTS}"
    return counted_amount(count, limit["measure"], promotion_type)


def used_of(used: float | None, cap: float | None) -> str:
    """``4 of 5``, ``4`` where no cap is known, ``not given`` where the usage is absent."""
    if used is None or is_absent(used):
        return NOT_GIVEN
    return number(used) if cap is None or is_absent(cap) or cap <= 0 else f"{number(used)} of {number(cap)}"
