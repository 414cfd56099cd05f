"""Laws that hold for the frames of any reads."""

import math
from collections.abc import Sequence

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from promo_data.frames import Frames, frames
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.insight.availability import availability
from promo_data.insight.binding import KEYS, binding_limits, binding_overall
from promo_data.vocabulary import CONSUMABLE_STATES
from tests.factories import AS_OF, Json, customer_read

NUMBERS = st.none() | st.sampled_from(
    [
        0,
        -1,
        1,
        5,
        2**53 + 1,
        1e30,
        "0",
        "-1",
        "0.000",
        "50.000",
        "4990.125",
        "",
        "abc",
        "nan",
        "1e999",
        "1e30",
        "-7",
        True,
    ]
)
DATES = st.none() | st.sampled_from(
    [
        "2026-01-01T00:00:00.000Z",
        "2026-12-31T23:59:59+05:30",
        "2026-01-31T10:00:00+0530",
        "2026-01-31T10:00:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-12:00",
        1724976000000,
        "soon",
    ]
)
WORDS = st.none() | st.text(max_size=5)
RESTRICTIONS = st.lists(
    st.fixed_dictionaries(
        {"kpi": st.sampled_from(["NUMBER_OF_TIMES", "NUMBER_OF_ISSUALS", "MAX_ALLOWED_POINTS_PER_CUSTOMER", "NEW"])},
        optional={
            "maxLimit": NUMBERS,
            "currentCustomerUsage": NUMBERS,
            "limitOn": st.sampled_from(["EVENT", "CUSTOMER", "PROMOTION", "HOUSEHOLD", "", None]),
            "type": st.sampled_from(["PERIOD_BASED", "NON_PERIOD_BASED", "NEW", None]),
            "periodType": st.sampled_from(["MOVING_WINDOW", "NEW", None]),
            "periodUnit": st.sampled_from(["DAILY", "WEEKLY", "NEW", None]),
        },
    ),
    max_size=3,
)
TIMELINES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "enrollmentId": st.integers(-(2**63), 2**63 - 1) | st.text(max_size=3),
            "enrollmentDate": DATES,
            "enrollmentExpiryDate": DATES,
            "issuedDetails": st.lists(st.fixed_dictionaries({}, optional={"redeemedCount": NUMBERS}), max_size=2),
        },
    ),
    max_size=2,
)
RECORDS = st.fixed_dictionaries(
    {"promotionId": st.integers(1, 3), "programId": st.integers(-(2**63), 2**63 - 1)},
    optional={
        "promotionName": WORDS,
        "description": WORDS,
        "pointsOfferType": st.sampled_from(["GENERIC", "LOYALTY", "LOYALTY_EARNING", "NEW", None]),
        "startDate": DATES,
        "endDate": DATES,
        "active": st.none() | st.booleans(),
        "orgId": st.none() | st.integers(1, 3),
        "limits": st.fixed_dictionaries({}, optional={"pointsPerCustomer": NUMBERS, "totalPointsInPromotion": NUMBERS}),
        "customerUsage": st.fixed_dictionaries(
            {}, optional={"currentPointsPerCustomer": NUMBERS, "currentNumberOfTimesPerCustomer": NUMBERS}
        ),
        "promotionRestriction": st.fixed_dictionaries(
            {},
            optional={
                "issualRestrictions": RESTRICTIONS,
                "earnRestrictions": RESTRICTIONS,
                "redemptionRestrictions": RESTRICTIONS,
            },
        ),
        "customerPromotionTimelines": TIMELINES,
    },
)
CUSTOMERS = st.lists(st.lists(RECORDS, max_size=3), max_size=3)


def frames_of(customers: Sequence[Sequence[Json]]) -> Frames:
    return frames([customer_read(*records) for records in customers], near_share=0.8)


@given(customers=CUSTOMERS)
def test_the_frames_have_exactly_the_columns_and_types_of_their_schemas(customers: Sequence[Sequence[Json]]) -> None:
    both = frames_of(customers)

    for schema, frame in ((PROMOTIONS, both.promotions), (ALLOWANCES, both.allowances)):
        assert [(name, str(dtype)) for name, dtype in frame.dtypes.items()] == [
            (c.name, c.dtype) for c in schema.columns
        ]


@given(customers=CUSTOMERS)
def test_every_promotion_read_is_one_row(customers: Sequence[Sequence[Json]]) -> None:
    both = frames_of(customers)

    assert both.promotions["promotion_id"].tolist() == [one["promotionId"] for records in customers for one in records]


@given(customers=CUSTOMERS)
def test_there_is_headroom_where_and_only_where_a_limit_is_used_up_bit_by_bit(
    customers: Sequence[Sequence[Json]],
) -> None:
    rows = frames_of(customers).allowances
    consumable = rows["state"].isin(list(CONSUMABLE_STATES))

    for column in ("headroom", "share_used"):
        assert rows[column].notna().tolist() == consumable.tolist()
    used_bit_by_bit = rows[consumable]
    left = (used_bit_by_bit["cap"] - used_bit_by_bit["used"]).clip(lower=0)
    assert used_bit_by_bit["headroom"].tolist() == left.tolist()


@given(customers=CUSTOMERS)
def test_a_state_is_unknown_where_and_only_where_there_is_a_reason(customers: Sequence[Sequence[Json]]) -> None:
    rows = frames_of(customers).allowances

    assert (rows["state"] == "unknown").tolist() == rows["unknown_reason"].notna().tolist()


@given(customers=CUSTOMERS)
def test_no_figure_is_infinite(customers: Sequence[Sequence[Json]]) -> None:
    both = frames_of(customers)

    figures = pd.concat([both.promotions[["points_used", "times_used"]], both.allowances[["cap", "used", "headroom"]]])
    assert not any(math.isinf(value) for value in figures.to_numpy().ravel())


@given(customers=CUSTOMERS)
def test_a_binding_limit_is_one_of_the_allowances_and_no_other_of_its_stage_has_a_larger_share(
    customers: Sequence[Sequence[Json]],
) -> None:
    rows = frames_of(customers).allowances
    binding = binding_limits(rows)

    largest = rows.groupby([*KEYS, "stage"], observed=True, dropna=False, sort=False)["share_used"].max().dropna()
    assert sorted(binding["share_used"]) == sorted(largest)
    overall = rows.groupby(KEYS, dropna=False, sort=False)["share_used"].max().dropna()
    assert sorted(binding_overall(binding)["share_used"]) == sorted(overall)


@given(customers=CUSTOMERS)
def test_every_promotion_has_a_verdict_for_every_action(customers: Sequence[Sequence[Json]]) -> None:
    both = frames_of(customers)

    found = availability(both, now=AS_OF, writable_orgs={1, None})

    assert len(found) == 3 * len(both.promotions)
    assert set(found["verdict"]) <= {"allowed", "refused", "unknown"}
    assert all(
        reasons for reasons, verdict in zip(found["reasons"], found["verdict"], strict=True) if verdict != "allowed"
    )
