"""Limits and dates in sentences an agent can read out; the only place of the data layer that words them."""

from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, UTC, datetime, tzinfo

from promo_data.insight.facts import Limit
from promo_data.vocabulary import AllowanceState, LimitOn, Measure, PromotionType

_UNITS = {
    Measure.TIMES: ("benefit", "benefits"),
    Measure.POINTS: ("point", "points"),
    Measure.ISSUALS: ("enrolment", "enrolments"),
    Measure.EARNS: ("issue", "issues"),
    Measure.REDEMPTIONS_PER_EARN: ("benefit per issue", "benefits per issue"),
}
_ANYTHING = ("use", "uses")
_PERIODS = {"DAILY": "a day", "WEEKLY": "a week", "MONTHLY": "a month"}


def number(value: float) -> str:
    """``1,250`` or ``12.5``: thousands separated, decimals only where there are any."""
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def moment(at: datetime, zone: tzinfo = UTC) -> str:
    """``30 Sep 2026, 23:59 UTC``, in the zone that people read times in."""
    there = local(at, zone)
    return f"{there.day} {there:%b %Y, %H:%M %Z}"


def local(at: datetime, zone: tzinfo) -> datetime:
    """``at`` in ``zone``; at either end of the calendar, where a zone's own day may lie beyond it, in UTC.

    A time of the year 9999, written for "without end", is one of the year 10000 east of Greenwich; pandas converts it
    and cannot write it.
    """
    with suppress(OverflowError):
        there = at.astimezone(zone)
        if MINYEAR <= there.year <= MAXYEAR:
            return there
    return at.astimezone(UTC)


def unit(measure: str, promotion_type: str | None, count: float | None = None) -> str:
    """What a limit counts, in words that go with ``count``; an issual of a LOYALTY promotion is an issue (§7.1)."""
    if measure == Measure.ISSUALS and promotion_type == PromotionType.LOYALTY:
        measure = Measure.EARNS
    singular, plural = _UNITS.get(Measure(measure), _ANYTHING) if measure in list(Measure) else _ANYTHING
    return singular if count == 1 else plural


def used_up(limit: Limit, promotion_type: str | None) -> str:
    """Why a used-up limit stops the action; ``windows.what_makes_room`` says what would change it."""
    allowed = f"{_figure(limit.cap)} {unit(limit.measure, promotion_type, limit.cap)}{_period(limit)}"
    whose = "All customers together have" if limit.limit_on == LimitOn.PROMOTION else "The customer has"
    if limit.state == AllowanceState.OVER:
        return f"{whose} used {_figure(limit.used)} of {allowed}, which is more than allowed."
    return f"{whose} used {'the' if limit.cap == 1 else 'all'} {allowed}."


def _figure(value: float | None) -> str:
    return "an unknown number of" if value is None else number(value)


def _period(limit: Limit) -> str:
    if limit.period is None:
        return "" if limit.window is None else " allowed within a period"
    return f" allowed {_PERIODS.get(limit.period, f'per “{limit.period}”')}"


def undecidable(limit: Limit, promotion_type: str | None) -> str:
    """Why a limit whose state is unknown leaves the answer open."""
    return f"How many {unit(limit.measure, promotion_type)} are left cannot be told from the vendor's answer."
