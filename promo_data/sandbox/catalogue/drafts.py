"""How a promotion of the world is written down: dates in days from today, limits in the words of their makers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from promo_data.sandbox.organisations import Programme
from promo_data.sandbox.promotions import (
    NOTHING_USED,
    Crowd,
    Engine,
    Metadatum,
    Milestone,
    OfferType,
    Period,
    PointsCategory,
    Restriction,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A promotion before it has ids and dates. `days` are its first and last day counted from today (0).

    So are `opt_in_days`, where the time to opt in has days of its own.
    `identifier` is a brand's own word, or None for a made-up UUID (api-facts §3.4: both are seen). `alternate` is in
    units of `currency`.
    """

    programme: Programme
    name: str
    description: str
    offer_type: OfferType
    days: tuple[int, int]
    restrictions: tuple[Restriction, ...] = ()
    identifier: str | None = None
    event_name: str = "TransactionAdd"
    active: bool = True
    points: Decimal = Decimal(50)
    alternate: Decimal = Decimal(0)
    currency: str = "STARS"
    category: PointsCategory = "REGULAR_POINTS"
    enrolment_days: int | None = None
    issue_days: int | None = None
    metadata: tuple[Metadatum, ...] = ()
    no_limit_word: Literal["0", "-1"] = "0"
    crowd: Crowd = NOTHING_USED
    hides_crowd: bool = False
    milestones: tuple[Milestone, ...] = ()
    engine: Engine = "answers"
    opt_in_days: tuple[int, int] | None = None


def enrolments(cap: int) -> Restriction:
    """At most so many enrolments (LOYALTY_EARNING) or direct issues (LOYALTY) per customer."""
    return Restriction("issual", "issuals", "CUSTOMER", cap)


def issues(cap: int, period: Period | None = None) -> Restriction:
    """At most so many issues per customer, once enrolled."""
    return Restriction("earn", "earns", "CUSTOMER", cap, period)


def times(cap: int | None, period: Period | None = None) -> Restriction:
    """At most so many activities of a customer get the benefit."""
    return Restriction("redemption", "times", "CUSTOMER", cap, period)


def points(cap: int | None, period: Period | None = None) -> Restriction:
    """At most so many points per customer."""
    return Restriction("redemption", "points", "CUSTOMER", cap, period)


def points_per_activity(cap: int) -> Restriction:
    """At most so many points for one activity: a ceiling that nothing uses up."""
    return Restriction("redemption", "points", "EVENT", cap)


def promotion_issues(cap: int) -> Restriction:
    """At most so many issues to all customers together."""
    return Restriction("earn", "earns", "PROMOTION", cap)


def promotion_times(cap: int) -> Restriction:
    """At most so many activities of all customers together."""
    return Restriction("redemption", "times", "PROMOTION", cap)


def promotion_points(cap: int, period: Period | None = None) -> Restriction:
    """At most so many points for all customers together."""
    return Restriction("redemption", "points", "PROMOTION", cap, period)


def per_issue(cap: int) -> Restriction:
    """At most so many redemptions of one issue."""
    return Restriction("redemption", "redemptions_per_earn", "CUSTOMER", cap)


def points_per_enrolment(cap: int) -> Restriction:
    """At most so many points for one activity on an enrolment (003, issualRestrictions)."""
    return Restriction("issual", "points", "EVENT", cap)


def points_per_issue(cap: int) -> Restriction:
    """At most so many points for one activity on an issue (003, earnRestrictions; api-facts §7.2)."""
    return Restriction("earn", "points", "EVENT", cap)


def times_per_cart(cap: int) -> Restriction:
    """At most so many benefits for one cart, which is one activity (api-facts §7.2: per event)."""
    return Restriction("redemption", "times", "EVENT", cap)


def languages(**texts: str) -> tuple[Metadatum, ...]:
    """Metadata with the promotion's text in other languages, set by the brand."""
    return tuple(Metadatum(f"language_{language}", text, brand_defined=True) for language, text in texts.items())
