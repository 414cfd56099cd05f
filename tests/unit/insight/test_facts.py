"""What the rules of availability look at."""

from datetime import timedelta

import pytest

from promo_data.insight.facts import Limit, PromotionFacts, promotion_facts
from promo_data.vocabulary import Phase
from tests.factories import (
    ABSENT,
    AS_OF,
    OWN_ORG,
    Json,
    customer_frames,
    promotion_json,
    restriction_json,
    restrictions_json,
)

RUNS: Json = {"enrollmentExpiryDate": "2026-06-30T12:00:00Z"}
OVER: Json = {"enrollmentExpiryDate": "2026-01-01T12:00:00Z"}
OPEN_ENDED: Json = {"enrollmentId": 1}


@pytest.mark.parametrize(
    ("timelines", "usage", "is_enrolled"),
    [
        ([RUNS], "1", True),
        ([OVER], "1", False),
        ([{"enrollmentExpiryDate": AS_OF.isoformat()}], "1", False),
        ([OVER, RUNS], "2", True),
        ([], "0", False),
        ([], ABSENT, False),
        ([], "1", None),
        ([OVER], "2", None),
        ([OVER], ABSENT, False),
        ([OPEN_ENDED], "1", None),
        ([OPEN_ENDED, OVER], "2", None),
        (ABSENT, "1", None),
        (ABSENT, "0", False),
        (ABSENT, ABSENT, None),
    ],
)
def test_whether_an_enrolment_runs_is_yes_no_or_not_told(
    timelines: object, usage: object, is_enrolled: bool | None
) -> None:
    issual = restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage=usage, type=ABSENT)

    found = facts(customerPromotionTimelines=timelines, promotionRestriction=restrictions_json(issual=[issual]))

    assert found.is_enrolled is is_enrolled


def test_the_phase_is_the_one_at_the_time_asked_and_not_the_one_when_it_was_read() -> None:
    (found,) = promotion_facts(
        customer_frames(promotion_json(endDate="2026-01-31T11:00:00Z")),
        now=AS_OF + timedelta(hours=2),
        writable_orgs=frozenset(),
    )

    assert found.phase is Phase.ENDED


def test_the_limits_are_those_of_the_promotion_alone() -> None:
    one = promotion_json(promotionId=1, limits={"pointsPerCustomer": "7"})
    other = promotion_json(promotionId=2)

    first, second = promotion_facts(customer_frames(one, other), now=AS_OF, writable_orgs=frozenset())

    assert first.limits == (Limit("limits", "points", "CUSTOMER", None, None, 7.0, None, "unknown"),)
    assert second.limits == ()


def test_only_limits_that_stop_the_customer_or_may_are_facts() -> None:
    caps = {"maxPointsPerEvent": "7", "pointsPerCustomer": "7", "numberOFTimesPerCustomer": 7}
    usage = {"currentPointsPerCustomer": "7", "currentNumberOfTimesPerCustomer": 1}

    found = facts(limits=caps | {"totalPointsInPromotion": "9"}, customerUsage=usage)

    assert [(limit.measure, limit.limit_on, limit.state) for limit in found.limits] == [
        ("points", "CUSTOMER", "exhausted"),
        ("points", "PROMOTION", "unknown"),
    ]


@pytest.mark.parametrize(("org_id", "writable"), [(OWN_ORG.id, True), (9, False), (ABSENT, False)])
def test_an_org_is_writable_when_its_credentials_are_held(org_id: object, writable: bool) -> None:
    assert facts(orgId=org_id).writable is writable


def facts(**given: object) -> PromotionFacts:
    both = customer_frames(promotion_json(**{"pointsOfferType": "LOYALTY_EARNING", **given}))
    (found,) = promotion_facts(both, now=AS_OF, writable_orgs=frozenset({OWN_ORG.id}))
    return found
