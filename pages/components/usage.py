"""What one customer used of one promotion, in words: pure, from its row of the promotions frame and its limits."""

from collections.abc import Iterable

from pages.components.formats import counted, number
from pages.components.wording.limits import used_of
from promo_data.frames.records import Record
from promo_data.frames.units import UNITS
from promo_data.vocabulary import LimitOn, Measure, PromotionType


def enrolled_words(row: Record, limits: Iterable[Record]) -> str:
    """``1 of 4``; nothing where the type knows no enrolling."""
    if row["type"] != PromotionType.LOYALTY_EARNING:
        return ""
    return used_of(row["enrolled"], customer_cap(limits, Measure.ISSUALS))


def issued_words(row: Record, limits: Iterable[Record]) -> str:
    """``4 of 5``; nothing where the type knows no issuing."""
    if row["type"] == PromotionType.GENERIC:
        return ""
    return used_of(row["issued"], customer_cap(limits, issues_measure(row["type"])))


def issues_measure(promotion_type: str | None) -> Measure:
    """What limits of issuing count: an issual of a directly issued promotion is an issue (api-facts §7.1)."""
    return Measure.EARNS if promotion_type == PromotionType.LOYALTY_EARNING else Measure.ISSUALS


def customer_cap(limits: Iterable[Record], measure: Measure) -> float | None:
    """How often this customer may have it over the whole promotion, where that is limited."""
    whole = (limit for limit in limits if limit["period"] is None and limit["window"] is None)
    caps = (limit["cap"] for limit in whole if (limit["measure"], limit["limit_on"]) == (measure, LimitOn.CUSTOMER))
    return next(caps, None)


def benefit_words(row: Record) -> str:
    """What the customer got: ``3 times, 1,250 points``, ``none yet``; each part where it was given."""
    times, points = row["times_used"], row["points_used"]
    if times == 0 and points == 0:
        return "none yet"
    given = [
        "" if times is None else counted(times, "time"),
        "" if points is None else f"{number(points)} {row['points_unit'] or UNITS[Measure.POINTS]}",
    ]
    return ", ".join(part for part in given if part) or "not given"
