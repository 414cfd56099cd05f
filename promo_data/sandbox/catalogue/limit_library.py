"""Promotions that between them have every kind of limit the documents name (api-facts §7.2), and of period."""

from decimal import Decimal

from promo_data.sandbox.catalogue.drafts import (
    Draft,
    enrolments,
    issues,
    per_issue,
    points,
    points_per_activity,
    points_per_enrolment,
    points_per_issue,
    promotion_issues,
    promotion_points,
    promotion_times,
    times,
    times_per_cart,
)
from promo_data.sandbox.organisations import LIMIT_LIBRARY
from promo_data.sandbox.promotions import Crowd, Restriction

DRAFTS = (
    Draft(
        programme=LIMIT_LIBRARY,
        name="Every limit of a customer",
        description="Times and points, for the whole promotion and for a day, a week and a month.",
        offer_type="GENERIC",
        days=(-80, 40),
        restrictions=(
            times(40),
            times(1, "DAILY"),
            times(3, "WEEKLY"),
            times(8, "MONTHLY"),
            points(2000),
            points(100, "DAILY"),
            points(250, "WEEKLY"),
            points(600, "MONTHLY"),
        ),
    ),
    Draft(
        programme=LIMIT_LIBRARY,
        name="Every limit of a promotion",
        description="Times and points of all customers together, the points also for a week.",
        offer_type="GENERIC",
        days=(-70, 30),
        restrictions=(promotion_times(60_000), promotion_points(3_000_000), promotion_points(400_000, "WEEKLY")),
        crowd=Crowd(times=41_000, points=2_050_000),
    ),
    Draft(
        programme=LIMIT_LIBRARY,
        name="Every limit of an activity",
        description="Points and benefits that one cart can bring, whatever came before.",
        offer_type="GENERIC",
        days=(-60, 60),
        restrictions=(
            times_per_cart(1),
            points_per_activity(45),
            # api-facts §7.2: a second name of the same kind (004 has EVENT where 003 has CART)
            Restriction("redemption", "points", "EVENT", 40, kpi="MAX_ALLOWED_POINTS_PER_EVENT"),
        ),
    ),
    Draft(
        programme=LIMIT_LIBRARY,
        name="Every limit of an enrolment",
        description="Enrolments and issues, counted for the customer and for everybody, and what one may bring.",
        offer_type="LOYALTY_EARNING",
        days=(-50, 50),
        restrictions=(
            enrolments(5),
            points_per_enrolment(90),
            issues(12),
            issues(1, "DAILY"),
            issues(3, "WEEKLY"),
            issues(6, "MONTHLY"),
            promotion_issues(100_000),
            points_per_issue(80),
            per_issue(2),
        ),
        enrolment_days=40,
        issue_days=20,
        points=Decimal(120),
        crowd=Crowd(earns=63_500),
    ),
    Draft(
        programme=LIMIT_LIBRARY,
        name="Limits under their other names",
        description="The limits that two tables of the vendor call by different names.",
        offer_type="LOYALTY",
        days=(-30, 90),
        restrictions=(
            enrolments(10),
            # api-facts §7.2: EVENTS is likely what TIMES is; 004 has TIMES_PER_PROMOTION where 003 has EVENTS
            Restriction("redemption", "times", "CUSTOMER", 9, kpi="MAX_ALLOWED_EVENTS_PER_CUSTOMER"),
            Restriction("redemption", "times", "PROMOTION", 9000, kpi="MAX_ALLOWED_TIMES_PER_PROMOTION"),
        ),
        crowd=Crowd(times=5400),
    ),
    Draft(
        programme=LIMIT_LIBRARY,
        name="Engine under repair",
        description="Whatever is asked of it, the promotion engine fails and nothing happens.",
        offer_type="LOYALTY_EARNING",
        days=(-5, 25),
        restrictions=(enrolments(1), issues(1)),
        engine="fails",
    ),
)
