"""The limits of one promotion as rows; ``tests/spec`` holds the tables of states and of what is dropped."""

import pytest

from promo_data.frames import FrameBuilder
from promo_data.frames.records import records
from tests.factories import (
    Json,
    allowance_records,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
)


def test_a_promotion_without_restrictions_and_limits_has_no_allowances() -> None:
    assert allowance_records() == []


def test_a_promotion_with_empty_lists_has_no_allowances() -> None:
    assert allowance_records(promotionRestriction=restrictions_json()) == []


def test_lists_that_are_null_are_no_lists() -> None:
    assert allowance_records(promotionRestriction={"issualRestrictions": None, "earnRestrictions": None}) == []


def test_a_promotion_without_limits_between_two_that_have_some_takes_no_row() -> None:
    limited = promotion_json(promotionRestriction=restrictions_json(redemption=[restriction_json()]))
    builder = FrameBuilder(0.8)
    builder.add([customer_read(limited, promotion_json(promotionId=2), limited | {"promotionId": 3})])

    assert [row["promotion_id"] for row in records(builder.frames().allowances)] == [1122938, 3]


def test_two_answers_that_differ_in_one_word_keep_their_own_words() -> None:
    builder = FrameBuilder(0.8)
    builder.add(customer_read(promotion_json(promotionName=name)) for name in ("Award50", "Award 50", "Award50"))

    assert [row["name"] for row in records(builder.frames().promotions)] == ["Award50", "Award 50", "Award50"]


def test_a_cap_that_differs_between_customers_is_each_customers_own() -> None:
    builder = FrameBuilder(0.8)
    caps = ["5", "7", "5"]
    limited = [restrictions_json(redemption=[restriction_json(maxLimit=cap)]) for cap in caps]
    builder.add(customer_read(promotion_json(promotionRestriction=one)) for one in limited)

    assert [row["cap"] for row in records(builder.frames().allowances)] == [5.0, 7.0, 5.0]


def test_frames_can_be_had_before_all_reads_have_come() -> None:
    builder = FrameBuilder(0.8)
    sizes = []
    for _ in range(3):
        builder.add([customer_read(promotion_json())])
        sizes.append(len(builder.frames().promotions))

    assert sizes == [1, 2, 3]


@pytest.mark.parametrize(("count", "promotions"), [(1, 1), (3, 499), (9, 500), (2, 5000)])
def test_many_promotions_of_many_customers_keep_their_order_and_their_own_figures(count: int, promotions: int) -> None:
    answers = [
        [numbered(place, customer * promotions + place) for place in range(promotions)] for customer in range(count)
    ]
    builder = FrameBuilder(0.8)
    builder.add(customer_read(*answer) for answer in answers)

    found = builder.frames()

    expected = [float(figure) for figure in range(count * promotions)]
    assert found.promotions["points_used"].tolist() == expected
    assert found.allowances["used"].tolist() == expected


def numbered(promotion_id: int, figure: int) -> Json:
    limit = restriction_json(maxLimit="1000000", currentCustomerUsage=str(figure))
    return promotion_json(
        promotionId=promotion_id,
        customerUsage={"currentPointsPerCustomer": f"{figure}.000"},
        promotionRestriction=restrictions_json(redemption=[limit]),
    )
