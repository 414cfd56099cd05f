"""The frame of binding limits; ``tests/spec/test_binding.py`` says which limit binds."""

import pytest

from promo_data.frames.schema import ALLOWANCES
from promo_data.insight.binding import COLUMNS, binding_limits, binding_overall
from tests.factories import customer_frames, promotion_json, restriction_json, restrictions_json


def test_no_allowances_bind_nothing_and_keep_the_columns() -> None:
    found = binding_limits(ALLOWANCES.empty())

    assert (found.columns.tolist(), len(found)) == (COLUMNS, 0)
    assert binding_overall(found).columns.tolist() == COLUMNS


def test_the_rows_are_numbered_anew_and_keep_the_order_of_the_promotions() -> None:
    limited = restrictions_json(redemption=[restriction_json()])
    promotions = [promotion_json(promotionId=number, promotionRestriction=limited) for number in (9, 3, 7)]

    found = binding_limits(customer_frames(*promotions).allowances)

    assert found["promotion_id"].tolist() == [9, 3, 7]
    assert found.index.tolist() == [0, 1, 2]


@pytest.mark.parametrize("name", ["customer_id", "org_id", "stage", "cap", "used", "headroom", "state"])
def test_the_columns_keep_their_types(name: str) -> None:
    limited = promotion_json(promotionRestriction=restrictions_json(redemption=[restriction_json()]))
    allowances = customer_frames(limited).allowances

    assert binding_limits(allowances)[name].dtype == allowances[name].dtype
