"""What a limit counts, for whom and over which time: how it is called in lists and in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from pages.components.formats import is_absent, number
from promo_data.frames.units import MIXED_POINTS
from promo_data.insight.sentences import unit
from promo_data.vocabulary import LimitOn, Measure, Stage

AS_SPELLED = "“…”: the vendor's own word, which is not known here."
STAGES = {
    Stage.ISSUAL: "Enrolling",
    Stage.EARN: "Issuing",
    Stage.REDEMPTION: "The benefit",
    Stage.LIMITS: "Further limits",
}
_DIRECT_ISSUE = {Stage.ISSUAL: "Issuing"}
_FOR_WHOM = {
    LimitOn.CUSTOMER: "this customer",
    LimitOn.PROMOTION: "all customers",
    LimitOn.EVENT: "one activity",
}
_PERIODS = {"DAILY": "a day", "WEEKLY": "a week", "MONTHLY": "a month"}
_WITHIN = {"DAILY": "today", "WEEKLY": "this week", "MONTHLY": "this month"}
_PERIOD_NOT_GIVEN = "in a period not given"
"""A limit over a period without its unit (003, type without periodUnit) is not one over the whole promotion."""

Row = Mapping[str, Any]


def stage_title(stage: str, promotion_type: str | None) -> str:
    """What a group of limits stops; an issual of a directly issued promotion is an issue (api-facts §7.1)."""
    direct = _DIRECT_ISSUE if promotion_type == "LOYALTY" else {}
    known = Stage(stage)
    return direct.get(known, STAGES[known])


def limit_name(limit: Row, promotion_type: str | None) -> str:
    """``Issues, this customer, a week``; what is not known here keeps the vendor's name, in quotes."""
    counts = counted_things(limit, promotion_type)
    return ", ".join([counts[:1].upper() + counts[1:], *_whom_and_when(limit)])


def limits_in_text(limits: Iterable[Row], promotion_type: str | None) -> str:
    """``points for one activity, benefits for this customer a week``: several limits within a sentence."""
    named = ([counted_things(limit, promotion_type), *_whom_and_when(limit)] for limit in limits)
    return ", ".join(
        dict.fromkeys(" for ".join(parts[:2]) + "".join(f" {part}" for part in parts[2:]) for parts in named)
    )


def reach(limit: Row) -> str:
    """`` this week`` or `` overall``: what narrows or widens a limit beyond one customer's whole promotion."""
    within = _when(limit, _WITHIN, "per {period}")
    whose = ["overall"] if limit["limit_on"] == LimitOn.PROMOTION else []
    return "".join(f" {part}" for part in (*within, *whose))


def is_spelled_by_vendor(limit: Row) -> bool:
    """Whether its name holds a word of the vendor's that is not known here."""
    is_odd_whom = not is_absent(limit["limit_on"]) and limit["limit_on"] not in _FOR_WHOM
    is_odd_period = not is_absent(limit["period"]) and limit["period"] not in _PERIODS
    return limit["measure"] == Measure.UNKNOWN or is_odd_whom or is_odd_period


def counted_things(limit: Row, promotion_type: str | None) -> str:
    """``issues``: what is counted; alternate currencies among the points are named."""
    if limit["measure"] == Measure.UNKNOWN:
        return f"“{limit['kpi']}”"
    return MIXED_POINTS if limit["unit"] == MIXED_POINTS else unit(limit["measure"], promotion_type)


def counted_amount(count: float, measure: str, promotion_type: str | None) -> str:
    """``1 issue``, ``5 issues``, ``1 benefit per issue``."""
    return f"{number(count)} {unit(measure, promotion_type, count)}"


def _whom_and_when(limit: Row) -> list[str]:
    whom = limit["limit_on"]
    named = [] if is_absent(whom) else [_FOR_WHOM.get(whom, f"“{whom}”")]
    return [*named, *_when(limit, _PERIODS, "per “{period}”")]


def _when(limit: Row, names: Mapping[str, str], other: str) -> list[str]:
    """The period, as ``names`` or the vendor has it; none where it counts over the whole promotion."""
    period = limit["period"]
    if is_absent(period):
        return [] if is_absent(limit["window"]) else [_PERIOD_NOT_GIVEN]
    return [names.get(period, other.format(period=period))]
