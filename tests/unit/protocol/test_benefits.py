"""What a customer got from one promotion (api-facts §3.6, actionSummary)."""

from datetime import UTC, datetime

import pytest

from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.models.benefits import BENEFITS_SINCE, BenefitSummary
from promo_data.protocol.benefits import benefits_call, decode_benefits
from promo_data.vocabulary import Endpoint
from tests.factories import AS_OF, Json, answer

ASKED = {"customer_id": 388597285, "program_id": 3334, "promotion_id": 1133600978}
IDS = {"orgId": 51948, "programId": 3334, "entityId": 388597285, "promotionId": 1133600978}
POINTS = {
    "pointsCategory": "REGULAR_POINTS",
    "totalPointsIssued": "1234.500",
    "numberOfTimesIssued": 3,
    "lastIssuedOn": 1764547200000,
}
STARS = {
    "currencyName": "STARS",
    "totalCurrencyIssued": "20.000",
    "numberOfTimesIssued": "2",
    "lastIssuedOn": "1764547200000",
}
BADGE = {"activityId": None, "action": "BADGES", "actionId": 77, "actionIssuedCount": 1, "lastIssuedOn": 1764547200000}
MOMENT = datetime(2025, 12, 1, tzinfo=UTC)
NONE_FOUND = {"status": False, "code": 8116, "message": "No promotion action summary found for the given promotionId"}
EMPTY = {"data": {**IDS, "incentives": [], "warnings": [NONE_FOUND]}, "errors": None, "warnings": None}


def summary(body: object, status: int = 200) -> BenefitSummary:
    return decode_benefits(answer(body, status), **ASKED, as_of=AS_OF)


def full(**changed: object) -> Json:
    return {**IDS, "points": [POINTS], "alternateCurrencies": [STARS], "incentives": [BADGE], "warnings": [], **changed}


def test_the_call_names_customer_programme_and_promotion_by_number() -> None:
    call = benefits_call(388597285, 3334, 1133600978)

    assert (call.endpoint, call.method) == (Endpoint.BENEFITS, "GET")
    assert call.path == "/v3/customers/388597285/customerPromotionDetails/actionSummary"
    assert call.query == (("programId", "3334"), ("promotionId", "1133600978"))


@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "in an envelope"])
def test_points_currencies_and_incentives_stand_apart_each_in_its_unit(*, wrapped: bool) -> None:
    found = summary({"data": full(), "errors": None, "warnings": None} if wrapped else full())

    ((points,), (currency,), (incentive,)) = (found.points or (), found.currencies or (), found.incentives or ())
    assert (points.category, points.points, points.times) == ("REGULAR_POINTS", 1234.5, 3)
    assert (currency.name, currency.amount, currency.times) == ("STARS", 20.0, 2)
    assert (incentive.action, incentive.action_id, incentive.activity_id, incentive.times) == ("BADGES", "77", None, 1)
    assert {each.last_issued_at for each in (points, currency, incentive)} == {MOMENT}
    assert (found.problems, found.as_of, found.since) == ((), AS_OF, BENEFITS_SINCE)
    assert not found.is_empty


def test_none_found_is_nothing_and_no_refusal() -> None:
    found = summary(EMPTY)

    assert found.is_empty
    assert (found.points, found.currencies, found.incentives, found.problems) == ((), (), (), ())


def test_a_list_that_was_not_given_is_not_an_empty_one() -> None:
    found = summary({**IDS, "points": []})

    assert (found.points, found.currencies, found.incentives) == ((), None, None)
    assert not found.is_empty


@pytest.mark.parametrize("name", ["totalPointsIssued", "numberOfTimesIssued", "lastIssuedOn"])
@pytest.mark.parametrize("value", ["many", True, {}, "NaN", "Infinity", [1]])
def test_a_value_that_cannot_be_read_is_named_and_the_others_stay(name: str, value: object) -> None:
    found = summary(full(points=[{**POINTS, name: value}]))

    (points,) = found.points or ()
    fields = {"totalPointsIssued": "points", "numberOfTimesIssued": "times", "lastIssuedOn": "last_issued_at"}
    assert getattr(points, fields.pop(name)) is None
    assert all(getattr(points, field) is not None for field in fields.values())
    (problem,) = found.problems
    assert (problem.where, problem.is_loss) == (f"points 1, {name}", True)


@pytest.mark.parametrize("absent", [None, ""])
def test_a_figure_that_was_not_given_is_absent_and_no_problem(absent: object) -> None:
    found = summary(full(points=[{**POINTS, "totalPointsIssued": absent}]))

    (points,) = found.points or ()
    assert (points.points, found.problems) == (None, ())


def test_zero_is_a_figure() -> None:
    (points,) = summary(full(points=[{**POINTS, "totalPointsIssued": "0"}])).points or ()

    assert points.points == 0


def test_an_entry_that_is_no_benefit_is_named() -> None:
    found = summary(full(alternateCurrencies=["STARS", STARS], incentives="none"))

    assert [currency.name for currency in found.currencies or ()] == ["STARS"]
    assert found.incentives is None
    assert [problem.where for problem in found.problems] == ["alternateCurrencies 1", "incentives"]


@pytest.mark.parametrize(
    ("code", "words"), [(9001, "programme"), (9002, "no customer with this number"), (3013, "promotion")]
)
def test_a_refusal_is_told_in_our_words(code: int, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refused:
        summary({"data": None, "errors": [{"code": code, "message": "no"}], "warnings": None}, 400)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "body", [b"<html>", {}, {"data": None}, {**IDS, "warnings": []}, full(promotionId=5), full(programId="6")]
)
def test_what_is_no_answer_about_this_promotion_is_unreadable(body: object) -> None:
    with pytest.raises(UnreadableAnswerError):
        summary(body)


def test_a_merged_customer_is_said_to_be_another() -> None:
    found = summary(full(entityId="388597999"))

    assert found.customer_id == 388597999
    assert "merged" in found.problems[0].what


def test_another_warning_is_passed_on_and_loses_nothing() -> None:
    (problem,) = summary(full(warnings=["slow today"])).problems

    assert (problem.what, problem.is_loss) == ("The vendor warns: “slow today”", False)


def test_an_unknown_action_stays_as_given() -> None:
    (incentive,) = summary(full(incentives=[{**BADGE, "action": "CONFETTI", "extra": 1}])).incentives or ()

    assert incentive.action == "CONFETTI"


def test_a_time_beyond_all_times_is_named() -> None:
    found = summary(full(points=[{**POINTS, "lastIssuedOn": 10**18}]))

    assert [problem.where for problem in found.problems] == ["points 1, lastIssuedOn"]
