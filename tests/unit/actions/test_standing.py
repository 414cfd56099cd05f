from dataclasses import replace

import pandas as pd
import pytest

from promo_data.actions.standing import Missing, Standing, standing
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import Action, Verdict
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
        "The vendor's list holds this promotion more than once, so which one is meant cannot be told."
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
        "The vendor's list for this customer does not hold this promotion."
    )
