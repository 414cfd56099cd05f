"""Which limits are shown: what is said twice is dropped, and what resets is kept apart from what does not."""

import pytest

from tests.factories import Json, allowance_records, cases, restriction_json, restrictions_json, window_json

REPEATED = """
 kpi                             | limitOn   | maxLimit | unit   | field                    | cap | stays | source
 NUMBER_OF_POINTS                | CUSTOMER  | 100      |        | pointsPerCustomer        | 100 | no    | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100.000  |        | pointsPerCustomer        | 100 | no    | design §3
 NUMBER_OF_TIMES                 | CUSTOMER  | 5        |        | numberOFTimesPerCustomer | 5   | no    | §7.2
 NUMBER_OF_POINTS                | EVENT     | 100      |        | maxPointsPerEvent        | 100 | no    | §7.2
 NUMBER_OF_POINTS                | PROMOTION | 100      |        | totalPointsInPromotion   | 100 | no    | §7.2
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | 100      |        | pointsPerCustomer        | 100 | no    | fact 1
 NUMBER_OF_POINTS                | CUSTOMER  | 100      |        | pointsPerCustomer        | 101 | yes   | another cap
 NUMBER_OF_POINTS                | PROMOTION | 100      |        | pointsPerCustomer        | 100 | yes   | limit_on
 NUMBER_OF_TIMES                 | CUSTOMER  | 100      |        | pointsPerCustomer        | 100 | yes   | measure
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | WEEKLY | pointsPerCustomer        | 100 | yes   | fact 3
 NUMBER_OF_POINTS                | CUSTOMER  | abc      |        | pointsPerCustomer        | xyz | yes   | not equal
"""


@pytest.mark.parametrize("case", cases(REPEATED))
def test_a_row_of_limits_that_repeats_a_whole_promotion_restriction_is_dropped(case: Json) -> None:
    given = restriction_json(
        kpi=case["kpi"], limitOn=case["limitOn"], maxLimit=case["maxLimit"], **window_json(case["unit"])
    )

    rows = allowance_records(
        promotionRestriction=restrictions_json(redemption=[given]), limits={case["field"]: case["cap"]}
    )

    assert rows[0]["stage"] == "redemption"
    assert ("limits" in {row["stage"] for row in rows}) == (case["stays"] == "yes")


def test_equal_caps_over_different_periods_all_stay() -> None:
    units = ["", "DAILY", "WEEKLY", "MONTHLY"]

    rows = allowance_records(
        promotionRestriction=restrictions_json(redemption=[restriction_json(**window_json(unit)) for unit in units])
    )

    assert [(row["period"], row["window"], row["cap"]) for row in rows] == [
        (None, None, 5.0),
        ("DAILY", "MOVING_WINDOW", 5.0),
        ("WEEKLY", "MOVING_WINDOW", 5.0),
        ("MONTHLY", "MOVING_WINDOW", 5.0),
    ]


def test_a_period_cap_is_shown_beside_limits_that_say_there_is_none() -> None:
    rows = allowance_records(
        promotionRestriction=restrictions_json(redemption=[restriction_json(**window_json("WEEKLY"))]),
        limits={"numberOFTimesPerCustomer": 0},
    )

    assert [(row["stage"], row["period"], row["state"]) for row in rows] == [
        ("redemption", "WEEKLY", "open"),
        ("limits", None, "no_limit"),
    ]


TYPES = """
 type             | periodType    | periodUnit | period | window        | source
 NON_PERIOD_BASED | absent        | absent     |        |               | 003, type
 PERIOD_BASED     | MOVING_WINDOW | WEEKLY     | WEEKLY | MOVING_WINDOW | §3.4, PERIOD_BASED
 PERIOD_BASED     | FIXED_WINDOW  | WEEKLY     | WEEKLY | FIXED_WINDOW  | 004, periodType
 PERIOD_BASED     | absent        | YEARLY     | YEARLY | PERIOD_BASED  | design §3, unknown stays as given
 PERIOD_BASED     | absent        | absent     |        | PERIOD_BASED  | 003, type without a unit
 absent           | absent        | absent     |        |               | §3.4, issual and earn carry no type
 absent           | MOVING_WINDOW | DAILY      | DAILY  | MOVING_WINDOW | §3.4, the unit is only given with a period
 NON_PERIOD_BASED | MOVING_WINDOW | DAILY      |        |               | §7.3, oddity: obey type first
 PERIOD_BASED     | FIXED_CALENDAR_WINDOW | WEEKS | WEEKS | FIXED_CALENDAR_WINDOW | §7.3, words of v3
 CALENDAR_BASED   | MOVING_WINDOW | DAILY      | DAILY  | MOVING_WINDOW | design §3, unknown stays as given
"""


@pytest.mark.parametrize("case", cases(TYPES))
def test_the_type_says_whether_a_limit_ever_resets(case: Json) -> None:
    given = restriction_json(**{name: case[name] for name in ("type", "periodType", "periodUnit")})

    (row,) = allowance_records(promotionRestriction=restrictions_json(redemption=[given]))

    assert (row["period"] or "", row["window"] or "") == (case["period"], case["window"])


HIDDEN = """
 unit    | field                    | cap in limits | rows                          | source
 DAILY   | numberOFTimesPerCustomer | 0             | redemption open, limits no_limit | fact 3, promotion 67247
 WEEKLY  | numberOFTimesPerCustomer | 0             | redemption open, limits no_limit | fact 3, promotion 67247
 MONTHLY | numberOFTimesPerCustomer | 0             | redemption open, limits no_limit | fact 3, promotion 67247
 MONTHLY | numberOFTimesPerCustomer | 5             | redemption open, limits open     | design §4, a whole one
         | numberOFTimesPerCustomer | 5             | redemption open                  | design §4, repeated
"""


@pytest.mark.parametrize("case", cases(HIDDEN))
def test_limits_neither_hide_a_period_cap_nor_repeat_a_whole_one(case: Json) -> None:
    rows = allowance_records(
        promotionRestriction=restrictions_json(redemption=[restriction_json(**window_json(case["unit"]))]),
        limits={case["field"]: case["cap in limits"]},
        customerUsage={"currentNumberOfTimesPerCustomer": 1},
    )

    assert ", ".join(f"{row['stage']} {row['state']}" for row in rows) == case["rows"]
