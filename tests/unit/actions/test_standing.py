from dataclasses import replace

import pandas as pd
import pytest

from promo_data.actions.standing import Missing, Standing, standing
from promo_data.actions.wish import Route, Wish
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action, IdentifierKind, Verdict
from tests.unit.actions.vendor import START, Vendor

pytestmark = pytest.mark.anyio


@pytest.fixture
async def view(vendor: Vendor) -> CustomerView:
    return await vendor.read(vendor.customer, vendor.own.id)


async def test_it_holds_all_an_action_rests_on(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, vendor.wish("Travel miles"))
    assert isinstance(now, Standing)
    assert (now.customer_id, now.org_id) == (view.customer_id, vendor.own.id)
    assert (now.promotion_type, now.effect, now.verdict) == ("LOYALTY_EARNING", Action.ENROL, Verdict.ALLOWED)
    assert (now.figures.enrolled, now.figures.issued) == (1, 1)
    assert len(now.figures.enrolments or {}) == len(now.figures.issues or {}) == 1


async def test_the_times_of_a_timeline_come_with_its_ids(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, vendor.wish("Travel miles"))
    assert isinstance(now, Standing)
    assert all(time is not None and time < START for time in (now.figures.enrolments or {}).values())


async def test_an_own_org_without_a_number_is_found_whatever_the_row_says(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, replace(vendor.wish("Travel miles"), org_id=None))
    assert isinstance(now, Standing)
    assert now.org_id == vendor.own.id


async def test_the_same_numbers_in_another_org_are_another_promotion(vendor: Vendor, view: CustomerView) -> None:
    assert isinstance(standing(view, replace(vendor.wish("Travel miles"), org_id=50405)), Missing)


async def test_a_promotion_listed_twice_is_not_guessed_at(vendor: Vendor, view: CustomerView) -> None:
    doubled = replace(view, promotions=pd.concat([view.promotions, view.promotions], ignore_index=True))
    assert standing(doubled, vendor.wish("Travel miles")) == Missing(
        "The vendor's list holds this promotion more than once, so which one is meant cannot be told.",
        verdict=Verdict.REFUSED,
    )


async def test_a_list_read_in_part_does_not_say_that_a_promotion_is_not_there(
    vendor: Vendor, view: CustomerView
) -> None:
    part = replace(view, promotions=view.promotions.iloc[:0], complete=False)
    missing = standing(part, vendor.wish("Travel miles"))
    assert isinstance(missing, Missing)
    assert "only in part" in missing.message


async def test_without_a_judgement_nothing_can_be_told(vendor: Vendor, view: CustomerView) -> None:
    now = standing(replace(view, availability=view.availability.iloc[:0]), vendor.wish("Travel miles"))
    assert isinstance(now, Standing)
    assert now.verdict is Verdict.UNKNOWN


async def test_an_empty_list_holds_no_promotion(vendor: Vendor, view: CustomerView) -> None:
    empty = replace(view, promotions=view.promotions.iloc[:0])
    assert standing(empty, vendor.wish("Travel miles")) == Missing(
        "The vendor's list for this customer does not hold this promotion.", verdict=Verdict.REFUSED
    )


async def test_a_list_that_was_refused_refuses_no_action(vendor: Vendor) -> None:
    nobody = CustomerIdentifier(IdentifierKind.MOBILE, "999000000001")
    missing = standing(await vendor.read(nobody, vendor.own.id), vendor.wish("Travel miles"))
    assert isinstance(missing, Missing)
    assert (missing.verdict, missing.code) == (Verdict.UNKNOWN, 8015)


async def test_it_names_the_promotion(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, vendor.wish("Travel miles"))
    assert isinstance(now, Standing)
    assert now.name == "Travel miles"


def by_number(wish: Wish, value: str) -> Wish:
    return replace(wish, identifier=CustomerIdentifier(IdentifierKind.CUSTOMER_ID, value))


async def test_an_answer_for_another_customer_id_leaves_nothing_allowed(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, by_number(vendor.wish("Travel miles"), "1"))
    assert isinstance(now, Standing)
    assert (now.verdict, now.is_merged) == (Verdict.UNKNOWN, True)
    assert now.reasons[0] == (
        f"The vendor answered for customer {view.customer_id}: the customer was merged. Compare before you act."
    )


async def test_a_merged_customer_does_not_make_a_refusal_doubtful(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, by_number(vendor.wish("Happy hour"), "1"))
    assert isinstance(now, Standing)
    assert now.verdict is Verdict.REFUSED
    assert "was merged" in now.reasons[0]


@pytest.mark.parametrize("zeros", ["", "00"])
async def test_the_customer_id_asked_for_is_the_same_customer(vendor: Vendor, view: CustomerView, zeros: str) -> None:
    now = standing(view, by_number(vendor.wish("Travel miles"), f"{zeros}{view.customer_id}"))
    assert isinstance(now, Standing)
    assert (now.verdict, now.is_merged) == (Verdict.ALLOWED, False)


@pytest.mark.parametrize("number", [None, 0, -1])
async def test_an_answer_that_names_no_customer_leaves_nothing_to_stand_on(
    vendor: Vendor, view: CustomerView, number: int | None
) -> None:
    promotions = view.promotions.assign(customer_id=pd.array([number] * len(view.promotions), dtype="Int64"))
    found = standing(replace(view, promotions=promotions), vendor.wish("Travel miles"))
    assert found == Missing("The vendor's answer does not tell which customer this is.")


async def test_issuing_to_an_enrolled_customer_is_judged_as_issuing(vendor: Vendor, view: CustomerView) -> None:
    enrolled = standing(view, vendor.wish("Travel miles", Route.V2_BULK_EARN))
    not_enrolled = standing(view, vendor.wish("Shop across brands", Route.V2_BULK_EARN))
    assert isinstance(enrolled, Standing)
    assert isinstance(not_enrolled, Standing)
    assert (enrolled.effect, enrolled.verdict) == (Action.ISSUE, Verdict.ALLOWED)
    assert (not_enrolled.effect, not_enrolled.verdict) == (Action.ISSUE, Verdict.REFUSED)


async def test_the_request_of_direct_issues_takes_no_other_promotion(vendor: Vendor, view: CustomerView) -> None:
    now = standing(view, vendor.wish("Travel miles", Route.V2_DIRECT_EARN))
    assert isinstance(now, Standing)
    assert (now.verdict, now.reasons) == (
        Verdict.REFUSED,
        ("This request issues direct-issue promotions only, and this is none.",),
    )
