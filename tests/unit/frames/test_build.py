"""Reads in, the two frames out."""

import math
from datetime import UTC, datetime

import pytest

from promo_data.frames import frames
from promo_data.frames.records import records
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from tests.factories import (
    ABSENT,
    AS_OF,
    CUSTOMER_ID,
    OWN_ORG,
    Json,
    allowance_records,
    customer_frames,
    customer_read,
    promotion_json,
    promotion_record,
    restriction_json,
    restrictions_json,
)


def test_a_promotion_becomes_a_row_of_its_own_words() -> None:
    row = promotion_record(identifier="billslayer5", description="Award 50", eventName="TransactionAdd")

    assert (
        row
        | {
            "customer_id": CUSTOMER_ID,
            "org_id": OWN_ORG.id,
            "program_id": 1147,
            "promotion_id": 1122938,
            "name": "Award50",
            "identifier": "billslayer5",
            "description": "Award 50",
            "type": "GENERIC",
            "event": "TransactionAdd",
            "starts_at": datetime(2026, 1, 1, tzinfo=UTC),
            "ends_at": datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
            "active": True,
            "phase": "running",
            "as_of": AS_OF,
        }
        == row
    )


@pytest.mark.parametrize(
    ("given", "points"), [("50.000", 50.0), ("0", 0.0), (ABSENT, None), ("", None), ("x", None)], ids=repr
)
def test_points_used_are_zero_only_where_zero_was_given(given: object, points: float | None) -> None:
    assert (
        promotion_record(customerUsage={"currentPointsPerCustomer": given} if given is not ABSENT else {})[
            "points_used"
        ]
        == points
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (restrictions_json(), "issual, earn, redemption"),
        ({"redemptionRestrictions": [restriction_json()]}, "redemption"),
        ({"issualRestrictions": None, "earnRestrictions": []}, "earn"),
        ({}, None),
        (None, None),
        (ABSENT, None),
    ],
)
def test_a_promotion_says_of_which_stages_its_limits_are_given(given: object, told: str | None) -> None:
    assert promotion_record(promotionRestriction=given)["stages_given"] == told


def test_a_stage_that_one_customer_is_told_of_is_not_told_to_the_next() -> None:
    lists: list[Json | None] = [restrictions_json(), {"issualRestrictions": []}, {"earnRestrictions": []}, None]
    promotions = [promotion_json(promotionRestriction=given) for given in lists]

    assert customer_frames(*promotions).promotions["stages_given"].tolist()[:3] == [
        *("issual, earn, redemption", "issual", "earn")
    ]
    assert customer_frames(*promotions).promotions["stages_given"].isna().tolist() == [False, False, False, True]


@pytest.mark.parametrize("usage", ["-1", "abc", {"value": 5}])
def test_a_usage_that_cannot_be_is_absent_and_never_shown(usage: object) -> None:
    row = promotion_record(customerUsage={"currentPointsPerCustomer": usage, "currentNumberOfTimesPerCustomer": usage})

    assert (row["points_used"], row["times_used"]) == (None, None)


def test_a_promotion_without_usage_has_none() -> None:
    row = promotion_record(customerUsage=ABSENT)

    assert (row["points_used"], row["times_used"]) == (None, None)


def test_only_the_two_ids_that_name_a_promotion_are_needed() -> None:
    (row,) = records(customer_frames({"promotionId": 1, "programId": 2}).promotions)

    known = {"customer_id": CUSTOMER_ID, "promotion_id": 1, "program_id": 2, "phase": "unknown", "as_of": AS_OF}
    known["points_unit"] = "points"
    assert row == dict.fromkeys(PROMOTIONS.names) | known


def test_the_rows_stand_in_the_order_in_which_they_were_read() -> None:
    one, other = customer_read(promotion_json(promotionId=9)), customer_read(promotion_json(promotionId=3))

    both = frames([one, other], near_share=0.8)

    assert both.promotions["promotion_id"].tolist() == [9, 3]


def test_limits_stand_in_the_order_of_the_stages() -> None:
    rows = allowance_records(
        limits={"pointsPerCustomer": "7"},
        promotionRestriction=restrictions_json(
            redemption=[restriction_json()], earn=[restriction_json()], issual=[restriction_json()]
        ),
    )

    assert [row["stage"] for row in rows] == ["issual", "earn", "redemption", "limits"]


def test_a_limit_has_the_keys_and_the_time_of_its_promotion() -> None:
    (row,) = allowance_records(limits={"pointsPerCustomer": "7"})

    assert [row[name] for name in ("customer_id", "org_id", "program_id", "promotion_id", "as_of")] == [
        CUSTOMER_ID,
        OWN_ORG.id,
        1147,
        1122938,
        AS_OF,
    ]


def test_share_used_and_headroom_are_given_together() -> None:
    (row,) = allowance_records(
        limits={"pointsPerCustomer": "200"}, customerUsage={"currentPointsPerCustomer": "50.000"}
    )

    assert (row["cap"], row["used"], row["headroom"], row["share_used"]) == (200.0, 50.0, 150.0, 0.25)


@pytest.mark.parametrize(("near_share", "state"), [(0.5, "near"), (0.500001, "open"), (1.0, "open")])
def test_the_share_from_which_a_limit_is_near_is_a_setting(near_share: float, state: str) -> None:
    promotion = promotion_json(limits={"pointsPerCustomer": "100"}, customerUsage={"currentPointsPerCustomer": "50"})

    (row,) = records(customer_frames(promotion, near_share=near_share).allowances)

    assert row["state"] == state


def test_an_unreadable_figure_is_absent_in_the_frame_and_never_zero() -> None:
    allowances = customer_frames(promotion_json(limits={"pointsPerCustomer": "x"})).allowances

    assert math.isnan(allowances["cap"].iloc[0])
    assert math.isnan(allowances["headroom"].iloc[0])
    assert allowances["unknown_reason"].tolist() == ["unreadable"]


def test_no_reads_give_both_frames_without_rows() -> None:
    both = frames([], near_share=0.8)

    assert (both.promotions.columns.tolist(), len(both.promotions)) == (PROMOTIONS.names, 0)
    assert (both.allowances.columns.tolist(), len(both.allowances)) == (ALLOWANCES.names, 0)


def test_words_the_vendor_adds_stay_as_given() -> None:
    row = promotion_record(pointsOfferType="MYSTERY", eventName="MoonLanding")

    assert (row["type"], row["event"]) == ("MYSTERY", "MoonLanding")
