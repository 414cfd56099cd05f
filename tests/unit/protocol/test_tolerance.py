"""Reading a promotion that is not quite as documented: what cannot be read is blanked, and named."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from promo_data.models.promotion import UNREADABLE
from promo_data.models.reading import Problem
from promo_data.protocol.tolerance import read_leniently
from tests.factories import Json, decoded_page, decoded_promotion, promotion_json, restriction_json, restrictions_json

READABLE = [
    ("50.000", 50.0),
    ("4990.000", 4990.0),
    ("-1", -1.0),
    ("0", 0.0),
    (0, 0.0),
    (-0.0, 0.0),
    (1.5, 1.5),
    ("5e2", 500.0),
    (2**53 + 1, float(2**53)),
    ("1234567890123456789", 1234567890123456789.0),
]
NOT_GIVEN = [None, ""]
NO_NUMBERS = [
    "abc",
    "1,000",
    "1 000",
    "1_000",
    "٣",
    "\uff11\uff12",
    "0x10",
    "½",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "1e999",
    True,
    False,
    [],
    [5],
    {},
    {"value": 5},
]


@pytest.mark.parametrize(("given", "number"), READABLE, ids=repr)
def test_a_number_is_read_from_a_number_or_its_digits(given: object, number: float) -> None:
    assert points_cap(given) == (number, ())


@pytest.mark.parametrize("given", NOT_GIVEN)
def test_a_number_that_was_not_given_stays_absent_without_a_problem(given: object) -> None:
    assert points_cap(given) == (None, ())


@pytest.mark.parametrize("given", NO_NUMBERS, ids=repr)
def test_a_number_that_cannot_be_read_is_marked_and_named(given: object) -> None:
    cap, problems = points_cap(given)

    assert cap == UNREADABLE
    assert [problem.where for problem in problems] == ["promotion 1 of page 0, limits.pointsPerCustomer"]


@pytest.mark.parametrize("given", ["-1", -1, "-0.5"], ids=repr)
@pytest.mark.parametrize(
    "name",
    ["currentPointsPerCustomer", "currentNumberOfTimesPerCustomer", "currentTotalPointsInPromotion"],
)
def test_a_usage_below_zero_is_unreadable_and_named(name: str, given: object) -> None:
    page = decoded_page(promotion_json(customerUsage={name: given}))

    assert [problem.where for problem in page.problems] == [f"promotion 1 of page 0, customerUsage.{name}"]
    assert repr(page.promotions).count(f"={UNREADABLE}") == 1


BLOCKS: dict[str, tuple[Json, int]] = {
    "promotionRestriction": ({"promotionRestriction": "garbage"}, 3),
    "promotionRestriction.issualRestrictions": (
        {"promotionRestriction": restrictions_json() | {"issualRestrictions": "x"}},
        1,
    ),
    "limits": ({"limits": "x"}, 5),
    "customerUsage": ({"customerUsage": [5]}, 3),
}


@pytest.mark.parametrize("place", BLOCKS)
def test_a_block_that_cannot_be_read_leaves_figures_that_cannot_and_never_none(place: str) -> None:
    given, figures = BLOCKS[place]

    page = decoded_page(promotion_json(**given))

    assert [problem.where for problem in page.problems] == [f"promotion 1 of page 0, {place}"]
    assert repr(page.promotions).count(f"={UNREADABLE}") == figures


METADATA: Json = {"key": "language", "value": "de"}


@pytest.mark.parametrize(
    ("one", "listed"),
    [
        ({"promotionMetadata": METADATA}, {"promotionMetadata": [METADATA]}),
        (
            {"promotionRestriction": {"earnRestrictions": restriction_json()}},
            {"promotionRestriction": {"earnRestrictions": [restriction_json()]}},
        ),
        ({"customerPromotionTimelines": {"enrollmentId": 1}}, {"customerPromotionTimelines": [{"enrollmentId": 1}]}),
        (
            {"customerPromotionTimelines": [{"issuedDetails": {"issualId": 1}}]},
            {"customerPromotionTimelines": [{"issuedDetails": [{"issualId": 1}]}]},
        ),
    ],
    ids=["metadata", "restrictions", "timelines", "issues"],
)
def test_one_object_is_taken_for_a_list_of_one(one: Json, listed: Json) -> None:
    page = decoded_page(promotion_json(**one))

    assert page.problems == ()
    assert page.promotions == decoded_page(promotion_json(**listed)).promotions


def numbers(text: str) -> dict[str, Json]:
    """A promotion for each number of the answer, with ``text`` in its place."""
    return {
        "limits.maxPointsPerEvent": {"limits": {"maxPointsPerEvent": text}},
        "limits.numberOFTimesPerCustomer": {"limits": {"numberOFTimesPerCustomer": text}},
        "limits.numberOfTimesPerCustomer": {"limits": {"numberOfTimesPerCustomer": text}},
        "limits.totalPointsInPromotion": {"limits": {"totalPointsInPromotion": text}},
        "customerUsage.currentPointsPerCustomer": {"customerUsage": {"currentPointsPerCustomer": text}},
        "customerUsage.currentNumberOfTimesPerCustomer": {"customerUsage": {"currentNumberOfTimesPerCustomer": text}},
        "customerUsage.currentTotalPointsInPromotion": {"customerUsage": {"currentTotalPointsInPromotion": text}},
        "promotionRestriction.earnRestrictions.0.maxLimit": {
            "promotionRestriction": restrictions_json(earn=[restriction_json(maxLimit=text)])
        },
        "promotionRestriction.redemptionRestrictions.1.currentCustomerUsage": {
            "promotionRestriction": restrictions_json(
                redemption=[restriction_json(), restriction_json(currentCustomerUsage=text)]
            )
        },
        "customerPromotionTimelines.0.issuedDetails.0.redeemedCount": {
            "customerPromotionTimelines": [{"issuedDetails": [{"redeemedCount": text}]}]
        },
    }


@pytest.mark.parametrize("text", ["x", "nan", "inf"])
@pytest.mark.parametrize("place", numbers("x"))
def test_every_number_of_the_answer_is_named_by_its_place_and_never_absent(place: str, text: str) -> None:
    page = decoded_page(promotion_json(**numbers(text)[place]))

    assert [problem.where for problem in page.problems] == [f"promotion 1 of page 0, {place}"]
    assert repr(page.promotions).count(f"={UNREADABLE}") == 1


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2024-08-30T00:00:00.000Z", datetime(2024, 8, 30, tzinfo=UTC)),
        ("2024-08-30T00:00:00Z", datetime(2024, 8, 30, tzinfo=UTC)),
        ("2024-08-30T00:00Z", datetime(2024, 8, 30, tzinfo=UTC)),
        ("2024-08-30T00:00:00+05:30", datetime(2024, 8, 29, 18, 30, tzinfo=UTC)),
        ("2024-08-30T00:00:00+0530", datetime(2024, 8, 29, 18, 30, tzinfo=UTC)),
        ("2024-08-30T00:00:00+05:45", datetime(2024, 8, 29, 18, 15, tzinfo=UTC)),
        ("2024-08-30T14:00:00+14:00", datetime(2024, 8, 30, tzinfo=UTC)),
        ("2024-08-29T10:00:00-14:00", datetime(2024, 8, 30, tzinfo=UTC)),
        ("2024-02-29T12:00:00Z", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("2024-08-09T00:00:00.284Z", datetime(2024, 8, 9, microsecond=284_000, tzinfo=UTC)),
        (1724976000000, datetime(2024, 8, 30, tzinfo=UTC)),
        ("1724976000000", datetime(2024, 8, 30, tzinfo=UTC)),
        (1724976000, datetime(2024, 8, 30, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_from_each_spelling_the_vendor_has_used(given: object, moment: datetime) -> None:
    page = decoded_page(promotion_json(startDate=given))

    assert (page.promotions[0].start_date, page.problems) == (moment, ())


@pytest.mark.parametrize("given", ["2024-08-30T00:00:00", "2024-08-30T00:00", "2024-08-30"])
def test_a_date_without_an_offset_keeps_none(given: str) -> None:
    # The offset is decided where the frames are built, in one place.
    assert decoded_promotion(startDate=given).start_date == datetime(2024, 8, 30)  # noqa: DTZ001 - the case


def test_what_ends_on_a_day_ends_with_it() -> None:
    end = decoded_promotion(endDate="2024-08-30").end_date

    assert end is not None
    assert (end.date(), end.time()) == (date(2024, 8, 30), time.max)


@pytest.mark.parametrize("name", ["startDate", "endDate"])
def test_a_date_that_is_an_empty_text_was_not_given(name: str) -> None:
    page = decoded_page(promotion_json(**{name: ""}))

    assert (page.promotions[0].start_date is None, page.promotions[0].end_date is None) == (
        name == "startDate",
        name == "endDate",
    )
    assert page.problems == ()


@pytest.mark.parametrize(("given", "text"), [(5, "5"), (1.5, "1.5"), (True, "true")])
def test_a_number_where_text_is_due_is_that_text(given: object, text: str) -> None:
    page = decoded_page(promotion_json(promotionName=given, promotionMetadata=[{"key": "tier", "value": given}]))

    (read,) = page.promotions
    assert read.promotion_metadata is not None
    assert (read.promotion_name, read.promotion_metadata[0].value, page.problems) == (text, text, ())


def test_metadata_that_is_an_empty_object_is_none() -> None:
    page = decoded_page(promotion_json(promotionMetadata={}))

    assert (page.promotions[0].promotion_metadata, page.problems) == ([], ())


def test_a_date_keeps_its_offset() -> None:
    start = decoded_promotion(startDate="2024-08-30T00:00:00+05:30").start_date

    assert start is not None
    assert start.tzinfo == timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    "given", ["soon", "2023-02-29T00:00:00Z", "30/08/2024", "2024-13-01T00:00:00Z", True, [], {}, 2**63, "10" * 20]
)
def test_a_date_that_cannot_be_read_is_absent_and_named(given: object) -> None:
    page = decoded_page(promotion_json(endDate=given))

    assert page.promotions[0].end_date is None
    assert page.problems == (Problem("promotion 1 of page 0, endDate", "This value cannot be read."),)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"promotionName": [5]}, "promotionName"),
        ({"active": "perhaps"}, "active"),
        ({"limits": "none"}, "limits"),
        ({"limits": []}, "limits"),
        ({"promotionRestriction": 5}, "promotionRestriction"),
        ({"promotionRestriction": {"earnRestrictions": {}}}, "promotionRestriction.earnRestrictions"),
        ({"promotionRestriction": {"earnRestrictions": ["x"]}}, "promotionRestriction.earnRestrictions.0"),
        ({"promotionRestriction": {"earnRestrictions": [{}]}}, "promotionRestriction.earnRestrictions.0.kpi"),
        ({"promotionMetadata": [{"value": "de"}]}, "promotionMetadata.0.key"),
        ({"customerPromotionTimelines": "none"}, "customerPromotionTimelines"),
        ({"customerPromotionTimelines": [{"enrollmentDate": "x"}]}, "customerPromotionTimelines.0.enrollmentDate"),
        ({"orgId": "mine"}, "orgId"),
    ],
)
def test_whatever_else_cannot_be_read_is_left_out_and_named(given: Json, place: str) -> None:
    page = decoded_page(promotion_json(**given))

    assert [one.promotion_id for one in page.promotions] == [1122938]
    assert [problem.where for problem in page.problems] == [f"promotion 1 of page 0, {place}"]


def test_several_faults_are_named_by_the_places_they_have_in_the_answer() -> None:
    restrictions = [None, restriction_json(), None, restriction_json(maxLimit="x")]

    page = decoded_page(promotion_json(promotionRestriction=restrictions_json(redemption=restrictions)))

    assert {problem.where for problem in page.problems} == {
        f"promotion 1 of page 0, promotionRestriction.redemptionRestrictions.{place}"
        for place in ("0", "2", "3.maxLimit")
    }


def test_a_restriction_without_a_name_keeps_its_figures() -> None:
    promotion = decoded_promotion(promotionRestriction=restrictions_json(earn=[{"maxLimit": "5"}]))

    assert promotion.promotion_restriction is not None
    assert promotion.promotion_restriction.earn_restrictions is not None
    assert [(one.kpi, one.max_limit) for one in promotion.promotion_restriction.earn_restrictions] == [("", 5.0)]


def test_a_record_with_hundreds_of_faults_is_given_up_with_a_problem() -> None:
    page = decoded_page(promotion_json(promotionRestriction=restrictions_json(earn=[None] * 500)), promotion_json())

    assert len(page.promotions) == 1
    assert page.problems[-1] == Problem("promotion 1 of page 0", "This entry has too many values that cannot be read.")


@pytest.mark.parametrize("identity", [1.5, "x", None, True, [], 2**63, -(2**63) - 1, 10**30])
@pytest.mark.parametrize("name", ["promotionId", "programId"])
def test_a_record_whose_name_cannot_be_read_is_left_out_with_a_problem(name: str, identity: object) -> None:
    promotion, problems = read_leniently(promotion_json(**{name: identity}), "here")

    assert promotion is None
    assert [problem.where for problem in problems] == ["here"]


@pytest.mark.parametrize("identity", ["1122938", 1122938.0])
def test_a_name_may_come_as_digits_or_as_a_whole_number(identity: object) -> None:
    promotion, problems = read_leniently(promotion_json(promotionId=identity), "here")

    assert (promotion and promotion.promotion_id, problems) == (1122938, [])


def points_cap(given: object) -> tuple[float | None, tuple[Problem, ...]]:
    page = decoded_page(promotion_json(limits={"pointsPerCustomer": given}))
    limits = page.promotions[0].limits
    assert limits is not None
    return limits.points_per_customer, page.problems
