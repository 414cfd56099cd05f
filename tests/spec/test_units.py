"""In which unit usage is counted, and that units are never mixed in silence."""

from dataclasses import replace

import pytest

from promo_data.frames import frames
from promo_data.frames.records import records
from tests.factories import Json, cases, customer_read, promotion_json, restriction_json, restrictions_json

UNITS = """
 kpi                             | limitOn   | maxLimit | asked for   | unit                            | state    | reason      | source
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | points      | points                          | open     |             | §7.2
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | alternate   | points and alternate currencies | unknown  | mixed_units | 003, includeAlternateCurrencyUsage
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | 100      | alternate   | points and alternate currencies | unknown  | mixed_units | §3.2, the same fields
 NUMBER_OF_POINTS                | PROMOTION | 100      | alternate   | points and alternate currencies | unknown  | mixed_units | §3.2, the same fields
 NUMBER_OF_POINTS                | EVENT     | 100      | alternate   | points and alternate currencies | cap_only |             | design §4, nothing is used up
 NUMBER_OF_POINTS                | CUSTOMER  | -1       | alternate   | points and alternate currencies | no_limit |             | fact 2
 NUMBER_OF_POINTS                | CUSTOMER  | 0        | alternate   | points and alternate currencies | unknown  | zero_cap    | design §4
 NUMBER_OF_TIMES                 | CUSTOMER  | 100      | alternate   | activities                      | open     |             | §3.2, only points mix
 NUMBER_OF_ISSUALS               | CUSTOMER  | 100      | alternate   | issuals                         | open     |             | §3.2, only points mix
 NUMBER_OF_EARNS                 | CUSTOMER  | 100      | alternate   | earns                           | open     |             | §3.2, only points mix
 NUMBER_OF_REDEMPTIONS_PER_EARN  | CUSTOMER  | 100      | alternate   | redemptions per earn            | open     |             | §3.2, only points mix
 NUMBER_OF_SURPRISES             | CUSTOMER  | 100      | alternate   |                                 | open     |             | design §3
"""  # noqa: E501 - a table is read by its columns


@pytest.mark.parametrize("case", cases(UNITS))
def test_usage_names_its_unit_and_mixed_usage_is_not_measured_against_a_cap_of_points(case: Json) -> None:
    limit = restriction_json(kpi=case["kpi"], limitOn=case["limitOn"], maxLimit=case["maxLimit"])
    read = customer_read(promotion_json(promotionRestriction=restrictions_json(redemption=[limit])))

    both = frames([replace(read, mixed_units=case["asked for"] == "alternate")], near_share=0.8)

    (row,) = records(both.allowances)
    assert [row[name] or "" for name in ("unit", "state", "unknown_reason")] == [
        case["unit"],
        case["state"],
        case["reason"],
    ]


@pytest.mark.parametrize(("mixed", "unit"), [(False, "points"), (True, "points and alternate currencies")])
def test_the_points_a_customer_received_name_their_unit(mixed: bool, unit: str) -> None:
    read = replace(customer_read(promotion_json()), mixed_units=mixed)

    assert frames([read], near_share=0.8).promotions["points_unit"].tolist() == [unit]
