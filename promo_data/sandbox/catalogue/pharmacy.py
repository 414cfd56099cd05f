"""The promotions of the third child org, which is there only in worlds that ask for it."""

from promo_data.sandbox.catalogue.drafts import Draft, enrolments, points, times
from promo_data.sandbox.organisations import PHARMACY_POINTS

DRAFTS = (
    Draft(
        programme=PHARMACY_POINTS,
        name="Healthy start",
        description="50 points on vitamins.",
        offer_type="GENERIC",
        days=(-10, 50),
        restrictions=(times(4), points(200)),
    ),
    Draft(
        programme=PHARMACY_POINTS,
        name="Flu season",
        description="Issued with the vaccination.",
        offer_type="LOYALTY",
        days=(-20, 70),
        restrictions=(enrolments(1),),
    ),
)
