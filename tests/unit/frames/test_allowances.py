"""One promotion's limits, before they are rows; ``tests/spec`` holds the tables of states and of what is dropped."""

import math

import pytest

from promo_data.frames.allowances import Allowance, allowances, standing
from promo_data.vocabulary import AllowanceState, LimitOn, Measure, Stage, UnknownReason
from tests.factories import decoded_promotion, restriction_json, restrictions_json, window_json


def limit(cap: float | None, used: float | None) -> Allowance:
    return Allowance(Stage.REDEMPTION, "K", Measure.POINTS, LimitOn.CUSTOMER, cap, used, no_limit=False)


def test_a_promotion_without_restrictions_and_limits_has_no_allowances() -> None:
    assert allowances(decoded_promotion()) == []


def test_a_promotion_with_empty_lists_has_no_allowances() -> None:
    assert allowances(decoded_promotion(promotionRestriction=restrictions_json())) == []


def test_lists_that_are_null_are_no_lists() -> None:
    given = {"issualRestrictions": None, "earnRestrictions": None}

    assert allowances(decoded_promotion(promotionRestriction=given)) == []


def test_only_a_limit_that_never_resets_is_one_of_the_whole_promotion() -> None:
    given = restrictions_json(redemption=[restriction_json(), restriction_json(**window_json("DAILY"))])

    whole, daily = allowances(decoded_promotion(promotionRestriction=given))

    assert (whole.is_whole_promotion, daily.is_whole_promotion) == (True, False)


@pytest.mark.parametrize(
    ("cap", "used", "state", "reason"),
    [
        (10.0, 8.0, AllowanceState.NEAR, None),
        (10.0, 10.0, AllowanceState.EXHAUSTED, None),
        (math.nan, 1.0, AllowanceState.UNKNOWN, UnknownReason.UNREADABLE),
        (10.0, math.nan, AllowanceState.UNKNOWN, UnknownReason.UNREADABLE),
        (None, math.nan, AllowanceState.UNKNOWN, UnknownReason.NOT_GIVEN),
    ],
)
def test_an_unknown_state_has_a_reason_and_a_known_one_has_none(
    cap: float | None, used: float | None, state: AllowanceState, reason: UnknownReason | None
) -> None:
    assert standing(limit(cap, used), 0.8) == (state, reason)
