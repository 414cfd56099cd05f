"""What a promotion's timeline says: how often enrolled and issued, until when (api-facts §3.4)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from promo_data.frames.timelines import utc
from tests.factories import ABSENT, Json, promotion_record, restriction_json, restrictions_json, window_json

JUNE_25, JUNE_30 = "2026-06-25T12:41:55.000Z", "2026-06-30T12:41:55.000Z"
ENROLMENT: Json = {
    "enrollmentDate": JUNE_25,
    "enrollmentExpiryDate": JUNE_30,
    "enrollmentId": 11,
    "issuedDetails": [{"issualId": 21, "issualDate": JUNE_25, "issualExpiryDate": JUNE_30, "redeemedCount": 2}],
}


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),  # noqa: DTZ001 - a moment without an offset
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5.5))), datetime(2025, 12, 31, 18, 30, tzinfo=UTC)),
        (None, None),
    ],
)
def test_moments_are_in_utc_whatever_their_offset(given: datetime | None, moment: datetime | None) -> None:
    assert utc(given) == moment
    assert moment is None or str(utc(given)).endswith("+00:00")


@pytest.mark.parametrize(
    ("given", "year"), [("0001-01-01T00:00:00+05:30", 1), ("9999-12-31T23:59:59-05:00", 9999)], ids=["first", "last"]
)
def test_the_first_and_the_last_moment_that_can_be_written_do_not_fail(given: str, year: int) -> None:
    row = promotion_record(startDate=given, endDate=given)

    assert all(at is None or at.year == year for at in (row["starts_at"], row["ends_at"]))


@pytest.mark.parametrize(
    ("promotion_type", "enrolled", "issued"),
    [("GENERIC", None, None), ("LOYALTY", None, 3), ("LOYALTY_EARNING", 3, 2), ("SURPRISE", None, None)],
)
def test_what_issuals_and_earns_count_depends_on_the_type(
    promotion_type: str, enrolled: int | None, issued: int | None
) -> None:
    assert counts(pointsOfferType=promotion_type, **used(issuals="3", earns="2")) == (enrolled, issued)


@pytest.mark.parametrize(
    ("usage", "issued"), [({"issuals": "1", "earns": "3"}, 3), ({"issuals": ABSENT, "earns": "3"}, 3)]
)
def test_issues_of_a_directly_issued_promotion_may_be_counted_as_earns(usage: Json, issued: int) -> None:
    assert counts(pointsOfferType="LOYALTY", **used(**usage)) == (None, issued)


@pytest.mark.parametrize("kpi", ["NUMBER_OF_ISSUALS", "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER"])
def test_enrolments_are_counted_in_both_vocabularies(kpi: str) -> None:
    issual = restriction_json(kpi=kpi, currentCustomerUsage="3", type=ABSENT)

    assert enrolments(promotionRestriction=restrictions_json(issual=[issual])) == 3


@pytest.mark.parametrize(("usage", "count"), [("3", 3), ("2", 2), ("0", 2)])
def test_of_usage_and_the_timeline_the_one_that_says_more_is_how_often(usage: str, count: int) -> None:
    timelines = [ENROLMENT, ENROLMENT]

    assert enrolments(customerPromotionTimelines=timelines, **used(issuals=usage)) == count
    assert counts(
        pointsOfferType="LOYALTY_EARNING", customerPromotionTimelines=timelines, **used(issuals=usage, earns=usage)
    ) == (count, count)
    assert counts(
        pointsOfferType="LOYALTY", customerPromotionTimelines=timelines, **used(issuals=usage, earns="0")
    ) == (None, count)


@pytest.mark.parametrize("usage", ["x", "-1", "1.5", ABSENT])
def test_the_timeline_says_how_often_where_usage_cannot(usage: object) -> None:
    assert enrolments(customerPromotionTimelines=[ENROLMENT, ENROLMENT], **used(issuals=usage)) == 2


def test_usage_in_a_moving_window_is_not_the_number_of_times() -> None:
    weekly = restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage="1", **window_json("WEEKLY"))

    assert enrolments(promotionRestriction=restrictions_json(issual=[weekly])) is None


def test_the_type_of_a_limit_is_obeyed_before_its_unit() -> None:
    odd = restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage="3", periodUnit="DAILY")

    assert enrolments(promotionRestriction=restrictions_json(issual=[odd])) == 3


@pytest.mark.parametrize(("timelines", "count"), [([], 0), ([ENROLMENT], 1), (ABSENT, None), (None, None)])
def test_no_timeline_and_an_empty_one_are_different(timelines: object, count: int | None) -> None:
    assert enrolments(customerPromotionTimelines=timelines) == count


@pytest.mark.parametrize("usage", ["1e30", str(2**64)])
def test_a_count_that_no_column_can_hold_is_absent(usage: str) -> None:
    assert counts(pointsOfferType="LOYALTY_EARNING", **used(issuals=usage, earns=usage)) == (None, None)


def test_issues_are_counted_over_all_enrolments() -> None:
    timelines = [ENROLMENT, ENROLMENT | {"issuedDetails": []}, ENROLMENT | {"issuedDetails": None}, ENROLMENT]

    assert counts(pointsOfferType="LOYALTY_EARNING", customerPromotionTimelines=timelines) == (4, 2)


def test_the_latest_enrolment_decides_when_it_expires() -> None:
    timelines = [ENROLMENT, ENROLMENT | {"enrollmentExpiryDate": "2026-05-01T00:00:00Z"}, {}]

    expires_at = promotion_record(customerPromotionTimelines=timelines)["enrolment_expires_at"]

    assert expires_at == datetime(2026, 6, 30, 12, 41, 55, tzinfo=UTC)


def test_the_timeline_is_kept_as_records_that_say_which_id_is_which() -> None:
    (enrolment,) = promotion_record(customerPromotionTimelines=[ENROLMENT])["timeline"]

    assert enrolment == {
        "enrolment_id": "11",
        "enrolled_at": datetime(2026, 6, 25, 12, 41, 55, tzinfo=UTC),
        "expires_at": datetime(2026, 6, 30, 12, 41, 55, tzinfo=UTC),
        "issues": [
            {
                "issue_id": "21",
                "issued_at": datetime(2026, 6, 25, 12, 41, 55, tzinfo=UTC),
                "expires_at": datetime(2026, 6, 30, 12, 41, 55, tzinfo=UTC),
                "redeemed": 2.0,
            }
        ],
    }


def test_metadata_is_kept_as_records_and_its_absence_too() -> None:
    given = [{"key": "language", "value": "de", "brandDefined": True}, {"key": "tier"}]

    assert promotion_record(promotionMetadata=given)["metadata"] == [
        {"key": "language", "value": "de", "brand_defined": True},
        {"key": "tier", "value": None, "brand_defined": None},
    ]
    assert promotion_record()["metadata"] is None


def used(*, issuals: object = ABSENT, earns: object = ABSENT) -> Json:
    issual = restriction_json(kpi="NUMBER_OF_ISSUALS", currentCustomerUsage=issuals, type=ABSENT)
    earn = restriction_json(kpi="NUMBER_OF_EARNS", currentCustomerUsage=earns, type=ABSENT)
    return {"promotionRestriction": restrictions_json(issual=[issual], earn=[earn])}


def counts(**given: object) -> tuple[int | None, int | None]:
    row = promotion_record(**given)
    return row["enrolled"], row["issued"]


def enrolments(**given: object) -> int | None:
    return counts(pointsOfferType="LOYALTY_EARNING", **given)[0]
