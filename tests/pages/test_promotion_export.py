"""The list as a file: every row says what it rests on."""

from dataclasses import replace

from pages.components.promotion_export import export_frame
from pages.components.promotion_lines import promotion_lines
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import OrgCoverage
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json, restriction_json, restrictions_json

MISSING = OrgCoverage(Org(50405, "Another brand"), CoverageState.FAILED)


def seen(*missing: OrgCoverage) -> CustomerView:
    limit = restrictions_json(redemption=[restriction_json()])
    read = customer_read(promotion_json(promotionName="=1+1", promotionRestriction=limit))
    read = replace(read, coverage=(*read.coverage, *missing))
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])


def exported(view: CustomerView) -> dict[str, object]:
    frame = export_frame(promotion_lines(view, {OWN_ORG.id: OWN_ORG.name}, AS_OF), view)
    return {str(name): value for name, value in frame.iloc[0].items()}


def test_a_row_says_over_which_orgs_it_was_gathered_and_when() -> None:
    row = exported(seen(MISSING))
    assert row["Rests on"] == "1 of 2 orgs answered"
    assert not row["Nothing missing"]
    assert row["Oldest answer"] == AS_OF


def test_where_nothing_is_missing_that_is_said_too() -> None:
    row = exported(seen())
    assert row["Rests on"] == "1 of 1 orgs answered"
    assert row["Nothing missing"]


def test_a_row_has_the_facts_of_the_table_and_the_numbers_of_the_promotion() -> None:
    row = exported(seen())
    assert row["Promotion"] == "=1+1"
    assert row["Promotion id"] == 1122938
    assert row["Binding limit"] == "● 4 of 5 benefits left"
    assert row["State of the binding limit"] == "open"
    assert row["Share used"] == 0.2
