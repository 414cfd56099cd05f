"""The promotions of the outdoor shop, and the weekly ones that only members of its Trail Club have."""

from decimal import Decimal

from promo_data.sandbox.catalogue.drafts import (
    Draft,
    enrolments,
    issues,
    languages,
    per_issue,
    points,
    points_per_activity,
    promotion_points,
    promotion_times,
    times,
)
from promo_data.sandbox.organisations import OUTDOOR_POINTS, TRAIL_CLUB
from promo_data.sandbox.promotions import Crowd, Milestone

# So many that they and the shop's own fill more than one page of 100, the largest there is (003, limit).
TRAIL_WEEKS = 92

_SHOP = (
    Draft(
        programme=OUTDOOR_POINTS,
        name="Boots and breakfast",
        description="60 points on walking boots.",
        offer_type="GENERIC",
        days=(-18, 42),
        restrictions=(times(5), points(300)),
        points=Decimal(60),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Summit challenge",
        description="Enrol, log a summit, collect 120 points. Five summits at most.",
        offer_type="LOYALTY_EARNING",
        days=(-55, 30),
        restrictions=(enrolments(3), issues(5), per_issue(1)),
        points=Decimal(120),
        metadata=languages(fr="Défi des sommets", de="Gipfelwette"),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Repair, don't replace",
        description="Issued after a repair; 80 points on the next purchase.",
        offer_type="LOYALTY",
        days=(-90, 90),
        restrictions=(enrolments(4), per_issue(1), points(320)),
        issue_days=45,
        points=Decimal(80),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Tent season",
        description="A common pot of points for tents and tarps.",
        offer_type="GENERIC",
        days=(-25, 15),
        restrictions=(promotion_points(40_000), points_per_activity(500), points(1500)),
        points=Decimal(250),
        crowd=Crowd(times=148, points=37_000),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Rainy day bonus",
        description="15 points for every purchase on a rainy day, three times a week.",
        offer_type="GENERIC",
        days=(-40, 60),
        restrictions=(times(3, "WEEKLY"), times(10, "MONTHLY")),
        points=Decimal(15),
        category="BONUS_POINTS",
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Climbing course",
        description="Enrol for the course; issued after each evening.",
        offer_type="LOYALTY_EARNING",
        days=(-21, 49),
        restrictions=(enrolments(2), issues(2, "WEEKLY"), issues(8), times(8)),
        enrolment_days=28,
        points=Decimal(40),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Trail target",
        description="Walk a hundred kilometres, then collect.",
        offer_type="LOYALTY_EARNING",
        days=(-12, 78),
        restrictions=(enrolments(2), issues(4)),
        event_name="TargetCompleted",
        milestones=(Milestone(97850, 151380),),
        alternate=Decimal(10),
        currency="KILOMETRES",
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Gear swap day",
        description="Starts in two weeks; enrolling is open already.",
        offer_type="LOYALTY_EARNING",
        days=(14, 15),
        restrictions=(enrolments(1), issues(1)),
        opt_in_days=(14, 15),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="First hundred rope buyers",
        description="40 points for the first hundred; 88 have been.",
        offer_type="GENERIC",
        days=(-8, 22),
        restrictions=(promotion_times(100), times(1)),
        points=Decimal(40),
        crowd=Crowd(times=88, points=3520),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Staff thank-you",
        description="Issued by shop managers, without any limit.",
        offer_type="LOYALTY",
        days=(-365, 365),
        points=Decimal("33.333"),
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Ski wax season",
        description="Ended; switched off as it should be.",
        offer_type="GENERIC",
        days=(-180, -60),
        restrictions=(times(4),),
        active=False,
    ),
    Draft(
        programme=OUTDOOR_POINTS,
        name="Lantern walk",
        description="Ended ten days ago; nobody switched it off.",
        offer_type="LOYALTY",
        days=(-70, -10),
        restrictions=(enrolments(2),),
    ),
)


def _trail_week(week: int) -> Draft:
    first_day = 7 * (week - TRAIL_WEEKS + 6)
    return Draft(
        programme=TRAIL_CLUB,
        name=f"Trail week {week}",
        description="A walk with the club this week.",
        offer_type="GENERIC",
        days=(first_day, first_day + 6),
        restrictions=(times(2),),
        points=Decimal(10),
    )


DRAFTS = (*_SHOP, *map(_trail_week, range(1, TRAIL_WEEKS + 1)))
