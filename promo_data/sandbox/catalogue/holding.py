"""The promotions of the second company: a parent and three children, each with some of every type."""

from decimal import Decimal

from promo_data.sandbox.catalogue.drafts import (
    Draft,
    enrolments,
    issues,
    per_issue,
    points,
    promotion_times,
    times,
)
from promo_data.sandbox.organisations import CALDER_CIRCLE, KESTREL_CARD, NINEFOLD_READERS, PALACE_CLUB, Programme
from promo_data.sandbox.promotions import Crowd


def _of_brand(programme: Programme, thing: str) -> tuple[Draft, ...]:
    """The four promotions that each brand has in its own words."""
    return (
        Draft(
            programme=programme,
            name=f"Every tenth {thing}",
            description=f"Points for each {thing}, thrice a week.",
            offer_type="GENERIC",
            days=(-60, 60),
            restrictions=(times(3, "WEEKLY"), points(500)),
            points=Decimal(20),
        ),
        Draft(
            programme=programme,
            name=f"A {thing} on your birthday",
            description="Issued in the birthday month.",
            offer_type="LOYALTY",
            days=(-200, 160),
            restrictions=(enrolments(1), per_issue(1)),
            issue_days=30,
        ),
        Draft(
            programme=programme,
            name=f"Ten {thing}s in ten weeks",
            description="Enrol, then collect.",
            offer_type="LOYALTY_EARNING",
            days=(-30, 70),
            restrictions=(enrolments(2), issues(10), per_issue(1)),
            enrolment_days=70,
        ),
        Draft(
            programme=programme,
            name=f"Last season's {thing}",
            description="Ended, and never switched off.",
            offer_type="GENERIC",
            days=(-150, -15),
            restrictions=(promotion_times(4000),),
            crowd=Crowd(times=2600, points=130_000),
        ),
    )


DRAFTS = (
    *_of_brand(CALDER_CIRCLE, "visit"),
    *_of_brand(NINEFOLD_READERS, "novel"),
    *_of_brand(KESTREL_CARD, "flat white"),
    *_of_brand(PALACE_CLUB, "matinee"),
)
