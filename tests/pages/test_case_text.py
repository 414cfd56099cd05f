"""The text of a case: what was seen, for a ticket, and nobody named in it but masked."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from pages.components.case_text import case_text
from pages.components.desk import PromotionKey
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import OrgCoverage
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState
from tests.factories import (
    ABSENT,
    AS_OF,
    CUSTOMER_ID,
    OWN_ORG,
    Json,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
)

ABOUT = PromotionKey(OWN_ORG.id, 1147, 1122938)
BRAND = OrgCoverage(Org(50405, "Brand C"), CoverageState.FAILED, 310144, "not connected")
KOLKATA = ZoneInfo("Asia/Kolkata")
USED_UP = promotion_json(
    pointsOfferType="LOYALTY_EARNING",
    promotionRestriction=restrictions_json(
        issual=[restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage="5", type=ABSENT)],
        redemption=[restriction_json(kpi="NUMBER_OF_POINTS", maxLimit="-1")],
    ),
    customerPromotionTimelines=[],
)


def view(*promotions: Json) -> CustomerView:
    read = customer_read(*promotions)
    both = replace(read, coverage=(*read.coverage, BRAND))
    return customer_view(both, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id], zone=KOLKATA)


def text(about: PromotionKey | None, *promotions: Json) -> list[str]:
    said = case_text(
        view(*promotions),
        about,
        customer="9174•••033",
        org_names={OWN_ORG.id: OWN_ORG.name},
        zone=KOLKATA,
        now=AS_OF + timedelta(minutes=5),
    )
    return said.splitlines()


def test_it_says_who_masked_when_in_which_zone_how_old_and_which_orgs_answered() -> None:
    assert text(ABOUT, USED_UP)[:3] == [
        "Customer 9174•••033, seen 31 Jan 2026, 15:35 (Asia/Kolkata)",
        "Data of 31 Jan 2026, 15:30 (5 minutes ago), 1 of 2 orgs answered",
        "Not in it: Brand C (not connected)",
    ]


def test_it_says_which_promotion_with_its_figures_verdicts_reasons_and_limits() -> None:
    told = text(ABOUT, USED_UP)[3:]
    assert told[:3] == [
        "Award50 (Own brand; promotion 1122938, programme 1147)",
        "Enrol & issue, ends in 334 days, 1 Jan 2027, 05:29",
        "enrolled 5 times, issued 0 times, benefit received not given, points received not given",
    ]
    assert told[3].startswith("Can be enrolled: no. The customer has used all 5 enrolments. What would change it: The")
    assert told[4].startswith("Can be opted in: cannot be told. The customer may not be enrolled, and the vendor does")
    assert told[5].startswith("Can be issued: cannot be told. Whether the customer's enrolment still runs cannot")
    assert told[6:] == ["Limit: Enrolments, this customer: ○ none left, 5 of 5 enrolments used"]


def test_of_a_promotion_that_applies_by_itself_nothing_is_judged() -> None:
    assert not [line for line in text(ABOUT, promotion_json()) if line.startswith("Can be")]


def test_about_the_whole_customer_it_counts() -> None:
    assert text(None, USED_UP, promotion_json(promotionId=2))[3:] == [
        "2 promotions on the list",
        "0 can be enrolled, 0 can be issued, 0 can be opted in",
        "0 near a limit, 1 with a limit used up",
    ]


def test_it_holds_no_number_of_the_customer() -> None:
    assert str(CUSTOMER_ID) not in "\n".join(text(ABOUT, USED_UP))


def test_a_name_of_several_lines_stays_on_its_own() -> None:
    assert "Free\nwin" not in "\n".join(text(ABOUT, promotion_json(promotionName="Free\nwin")))
