"""What has changed since the last look: which differences are changes, and which are not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promo_data.frames.records import records
from promo_data.insight.changes import COLUMNS, Change, changes
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import CustomerRead, FilterCoverage, OrgCoverage, Problem, SecondOpinion
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState, CustomerStatus
from tests.factories import (
    ABSENT,
    AS_OF,
    OWN_ORG,
    Json,
    cases,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
)

LATER = AS_OF + timedelta(days=1)
OTHER = 1122939
CHILD = Org(50405, "A")


def seen(read: CustomerRead, now: datetime = AS_OF) -> CustomerView:
    return customer_view(read, now=now, near_share=0.8, writable_orgs=[OWN_ORG.id])


def look(*promotions: Json) -> CustomerView:
    return seen(customer_read(*promotions))


def told(before: CustomerView, after: CustomerView) -> list[tuple[Any, ...]]:
    """What, before and after, of every change."""
    return [(row["what"], row["before"], row["after"]) for row in records(changes(before, after))]


def usage(**given: object) -> Json:
    return promotion_json(customerUsage=given)


def limited(stage: str = "redemption", *limits: Json, **given: object) -> Json:
    of_stage: dict[str, Sequence[object]] = {stage: limits}
    return promotion_json(promotionRestriction=restrictions_json(**of_stage), **given)


POINTS, TIMES = "currentPointsPerCustomer", "currentNumberOfTimesPerCustomer"

FIGURES = """
    before  | after   | told
    10      | 10      |
    10.0    | 10.000  |
    10      | 25.5    | points 10.0 25.5
    10      | 0       | points 10.0 0.0
    0       | absent  | points 0.0 None
    absent  | 0       | points None 0.0
    absent  | absent  |
    abc     | absent  |
"""


@pytest.mark.parametrize("case", cases(FIGURES))
def test_points_that_moved_are_told_and_absent_is_never_zero(case: Json) -> None:
    before, after = (look(usage(**without(**{POINTS: case[side]}))) for side in ("before", "after"))
    found = [f"{what} {was} {now}" for what, was, now in told(before, after)]
    assert "".join(found) == case["told"]


def without(**given: object) -> Json:
    return {name: value for name, value in given.items() if value is not ABSENT}


def test_points_name_their_unit() -> None:
    found = records(changes(look(usage(**{POINTS: "1"})), look(usage(**{POINTS: "2"}))))
    assert [row["unit"] for row in found] == ["points"]


def test_activities_that_counted_are_told() -> None:
    assert told(look(usage(**{TIMES: 1})), look(usage(**{TIMES: 2}))) == [("times", 1, 2)]


def test_enrolments_and_issues_are_told() -> None:
    def counted(enrolled: int, issued: int) -> Json:
        lists = restrictions_json(
            issual=[restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage=enrolled)],
            earn=[restriction_json(kpi="NUMBER_OF_EARNS", currentCustomerUsage=issued)],
        )
        return promotion_json(pointsOfferType="LOYALTY_EARNING", promotionRestriction=lists)

    assert told(look(counted(1, 0)), look(counted(2, 1))) == [("enrolled", 1, 2), ("issued", 0, 1)]


def test_dates_that_moved_are_told() -> None:
    moved = promotion_json(endDate="2027-01-31T00:00:00.000Z", startDate=ABSENT)
    assert told(look(promotion_json()), look(moved))[-2:] == [
        ("ends", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2027, 1, 31, tzinfo=UTC)),
        ("starts", datetime(2026, 1, 1, tzinfo=UTC), None),
    ]


CAPS = """
    before | after  | told
    5      | 5.0    |
    5      | 8      | 5.0 8.0
    5      | -1     | 5.0 no_limit
    -1     | 5      | no_limit 5.0
    5      | 0      | 5.0 0.0
    5      | abc    |
    absent | 5      |
"""


@pytest.mark.parametrize("case", cases(CAPS))
def test_a_cap_is_told_where_both_are_known(case: Json) -> None:
    before, after = (look(limited("redemption", restriction_json(maxLimit=case[side]))) for side in ("before", "after"))
    found = [f"{was} {now}" for what, was, now in told(before, after) if what == "cap"]
    assert "".join(found) == case["told"]


def test_a_cap_names_its_limit() -> None:
    before, after = (look(limited("redemption", restriction_json(maxLimit=cap))) for cap in (50, 60))
    (row,) = records(changes(before, after))
    assert (row["stage"], row["measure"], row["limit_on"], row["unit"]) == (
        "redemption",
        "times",
        "CUSTOMER",
        "activities",
    )


def test_a_limit_that_was_added_or_removed_is_told() -> None:
    one, two = restriction_json(maxLimit=5), restriction_json(maxLimit=900, kpi="NUMBER_OF_POINTS")
    before, after = look(limited("redemption", one)), look(limited("redemption", one, two))
    assert told(before, after) == [("cap", None, 900.0)]
    assert told(after, before) == [("cap", 900.0, None)]


def test_of_two_limits_on_the_same_the_one_that_changed_is_told() -> None:
    caps = [restriction_json(maxLimit=cap) for cap in (5, 7, 9)]
    assert ("cap", 7.0, 9.0) in told(
        look(limited("redemption", *caps[:2])), look(limited("redemption", caps[2], caps[0]))
    )


def test_a_stage_that_is_not_given_says_nothing_of_its_limits() -> None:
    given = look(limited("redemption", restriction_json(maxLimit=50)))
    silent = look(promotion_json(promotionRestriction={"issualRestrictions": [], "earnRestrictions": []}))
    assert "cap" not in [what for what, _, _ in told(given, silent)]


def test_the_limit_that_binds_is_told_by_its_state() -> None:
    before, after = (look(limited("redemption", restriction_json(currentCustomerUsage=used))) for used in (1, 4))
    assert told(before, after) == [("state", "open", "near")]


def test_what_can_be_done_now_and_could_not_before_is_told_with_the_action() -> None:
    before, after = (
        look(
            limited(
                "issual",
                restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage=used),
                pointsOfferType="LOYALTY",
            )
        )
        for used in (5, 4)
    )
    now = {row["action"]: (row["before"], row["after"]) for row in records(changes(before, after)) if row["action"]}
    assert now == {"issue": ("refused", "allowed"), "opt_in": ("refused", "unknown")}


def test_a_promotion_that_ended_since_is_refused_now() -> None:
    read = customer_read(promotion_json(pointsOfferType="LOYALTY", endDate="2026-01-31T20:00:00.000Z"))
    assert ("verdict", "allowed", "refused") in told(seen(read), seen(read, LATER))


def test_promotions_that_came_and_went_are_told_and_nothing_else_of_them() -> None:
    before, after = look(promotion_json()), look(promotion_json(promotionId=OTHER, promotionName="New one"))
    found = records(changes(before, after))
    assert [(row["what"], row["promotion_id"], row["name"]) for row in found] == [
        ("new", OTHER, "New one"),
        ("gone", 1122938, "Award50"),
    ]


def in_two_orgs(child: CoverageState, *promotions: Json) -> CustomerView:
    read = customer_read(*promotions)
    return seen(replace(read, coverage=(*read.coverage, OrgCoverage(CHILD, child, as_of=AS_OF))))


UNHEARD = [CoverageState.FAILED, CoverageState.NOT_ASKED]


@pytest.mark.parametrize("unheard", UNHEARD)
def test_what_an_org_had_is_not_gone_or_new_where_it_did_not_answer(unheard: CoverageState) -> None:
    own, theirs = promotion_json(), promotion_json(promotionId=OTHER, orgId=CHILD.id)
    whole, partial = in_two_orgs(CoverageState.ANSWERED, own, theirs), in_two_orgs(unheard, own)
    assert told(whole, partial) == told(partial, whole) == []


def test_an_answer_that_could_not_be_read_whole_makes_nothing_gone() -> None:
    unread = replace(customer_read(), problems=(Problem("org 50404, promotion 1 of page 0", "not a promotion"),))
    assert told(look(promotion_json()), seen(unread)) == []
    assert told(seen(unread), look(promotion_json())) == []


def test_points_of_another_unit_are_not_compared() -> None:
    before = customer_read(usage(**{POINTS: "10"}))
    after = replace(customer_read(usage(**{POINTS: "900"})), mixed_units=True)
    assert told(seen(before), seen(after)) == []


def with_opinion(read: CustomerRead, *, listed: bool) -> CustomerRead:
    status = CustomerStatus.AVAILABLE_TO_ENROL
    lists = {row.key: {status: listed} for row in read.rows}
    return replace(read, second_opinion=SecondOpinion((FilterCoverage(OWN_ORG, status, answered=True),), lists))


@pytest.mark.parametrize("listed", [True, False])
def test_asking_the_vendors_filters_too_is_no_change(*, listed: bool) -> None:
    read = customer_read(promotion_json(pointsOfferType="LOYALTY_EARNING"))
    plain, asked = seen(read), seen(with_opinion(read, listed=listed))
    assert told(plain, asked) == told(asked, plain) == []


def test_a_promotion_that_a_filter_may_have_brought_is_not_new() -> None:
    plain, asked = look(), seen(with_opinion(customer_read(promotion_json()), listed=True))
    assert told(plain, asked) == told(asked, plain) == []


def test_one_that_no_filter_lists_came_with_the_list_itself() -> None:
    asked = seen(with_opinion(customer_read(promotion_json()), listed=False))
    assert told(look(), asked) == [("new", None, None)]


def test_a_timeline_that_only_a_filter_gave_makes_no_enrolment_new() -> None:
    plain = customer_read(promotion_json(pointsOfferType="LOYALTY_EARNING"))
    timeline = [{"enrollmentId": 1, "enrollmentDate": "2026-01-02T00:00:00Z"}]
    given = customer_read(promotion_json(pointsOfferType="LOYALTY_EARNING", customerPromotionTimelines=timeline))
    assert told(seen(plain), seen(with_opinion(given, listed=False))) == []
    assert ("enrolled", None, 1) in told(seen(plain), seen(given))


def test_without_changes_the_columns_are_there_all_the_same() -> None:
    assert list(changes(look(), look()).columns) == COLUMNS


def test_what_an_agent_wants_first_comes_first() -> None:
    before = look(
        usage(**{POINTS: "1"}),
        promotion_json(promotionId=2, endDate="2026-05-01T00:00:00Z"),
        promotion_json(promotionId=3),
    )
    after = look(usage(**{POINTS: "2"}), promotion_json(promotionId=2), promotion_json(promotionId=4))
    found = [what for what, _, _ in told(before, after)]
    assert found == sorted(found, key=[change.value for change in Change].index)
    assert found == ["new", "gone", "points", "ends"]
