"""What the vendor's own filters make of a promotion, worked out from one look-up."""

from dataclasses import replace

import pytest

from pages.components.desk import PromotionKey
from pages.components.opinions import FilterSays, Opinion, asked_filters, filters_on, opinions
from pages.components.wording.opinion import filters_words
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import FilterCoverage, OrgCoverage, SecondOpinion
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState, CustomerStatus
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json

KEY = PromotionKey(50404, 1147, 1122938)
ALL = dict.fromkeys(CustomerStatus, False) | {CustomerStatus.AVAILABLE_TO_REDEEM: True}
FAILED = "The vendor's server failed."


def seen(listed: dict[CustomerStatus, bool]) -> CustomerView:
    """A running promotion that applies by itself; a filter that is not in ``listed`` failed."""
    filters = tuple(
        FilterCoverage(OWN_ORG, status, answered=status in listed, message=None if status in listed else FAILED)
        for status in CustomerStatus
    )
    read = replace(customer_read(promotion_json()), second_opinion=SecondOpinion(filters, {KEY: listed}))
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])


def without(status: CustomerStatus) -> dict[CustomerStatus, bool]:
    return {name: listed for name, listed in ALL.items() if name is not status}


@pytest.mark.parametrize(
    ("listed", "opinion"),
    [
        (ALL, Opinion.AGREES),
        (ALL | {CustomerStatus.EXPIRED: True}, Opinion.CONTRADICTS),
        (without(CustomerStatus.EXPIRED), Opinion.NOT_KNOWN),
        ({CustomerStatus.EXPIRED: True}, Opinion.CONTRADICTS),
    ],
)
def test_the_filters_agree_contradict_or_leave_it_open(listed: dict[CustomerStatus, bool], opinion: Opinion) -> None:
    assert opinions(seen(listed)) == {KEY: opinion}


def test_without_a_second_opinion_there_is_none() -> None:
    read = customer_read(promotion_json())
    assert opinions(customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[])) == {}


def test_a_filter_that_failed_is_not_known_and_says_why() -> None:
    says = {one.status: one for one in filters_on(seen(without(CustomerStatus.EXPIRED)), KEY)}
    assert says[CustomerStatus.EXPIRED] == FilterSays(CustomerStatus.EXPIRED, None, FAILED)
    assert says[CustomerStatus.AVAILABLE_TO_REDEEM].listed is True
    assert says[CustomerStatus.AVAILABLE_TO_ENROL].listed is False


def test_filters_of_another_org_say_nothing_of_a_promotion() -> None:
    assert filters_on(seen(ALL), KEY._replace(org_id=1)) == []


def test_the_lists_known_are_counted_and_the_others_named() -> None:
    view = seen(without(CustomerStatus.EXPIRED))
    assert filters_words(asked_filters(view), "") == "3 of 4 filter lists known · not known: Own brand (expired)"
    assert filters_words(asked_filters(view), "of 1 of 2 orgs").startswith("3 of 4 filter lists known, of 1 of 2 orgs")


def test_the_filters_of_an_org_that_did_not_answer_are_left_to_its_coverage() -> None:
    view = seen(ALL)
    missing = Org(50405, "Another brand")
    view = replace(
        view,
        coverage=(*view.coverage, OrgCoverage(missing, CoverageState.FAILED)),
        filters=(*view.filters, FilterCoverage(missing, CustomerStatus.EXPIRED, answered=False, message=FAILED)),
    )
    assert asked_filters(view) == list(seen(ALL).filters)
