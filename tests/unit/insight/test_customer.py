"""One customer's look-up, complete."""

from dataclasses import replace

from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import CustomerRead, OrgCoverage, Problem
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json, restriction_json, restrictions_json

FAILED = OrgCoverage(Org(50405, "A"), CoverageState.FAILED, 310144, "not connected")
NOT_ASKED = OrgCoverage(Org(50406, "B"), CoverageState.NOT_ASKED)


def view_of(read: CustomerRead) -> CustomerView:
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])


def test_a_view_has_the_frames_and_what_follows_from_them() -> None:
    limited = restrictions_json(redemption=[restriction_json()])

    view = view_of(customer_read(promotion_json(promotionRestriction=limited)))

    assert (view.customer_id, view.as_of, view.complete) == (347297848, AS_OF, True)
    sizes = [len(frame) for frame in (view.promotions, view.allowances, view.binding, view.availability)]
    assert sizes == [1, 1, 1, 3]


def test_a_view_counts_the_orgs_asked_and_those_that_answered() -> None:
    read = customer_read(promotion_json())

    view = view_of(replace(read, coverage=(*read.coverage, FAILED, NOT_ASKED)))

    assert (view.answered, view.asked, view.complete) == (1, 2, False)


def test_a_view_of_a_customer_nobody_knows_is_empty_and_says_why() -> None:
    view = view_of(CustomerRead(None, (), (FAILED,), (), None))

    assert (view.customer_id, view.as_of, view.coverage) == (None, None, (FAILED,))
    assert view.promotions.empty
    assert view.availability.empty


def test_a_view_passes_problems_on() -> None:
    problem = Problem("org 50404, promotion 1 of page 0", "This entry is not a promotion.")

    view = view_of(replace(customer_read(promotion_json()), problems=(problem,)))

    assert (view.problems, view.complete) == ((problem,), False)
