"""Which limits are shown: what is said twice is dropped, and what resets is kept apart from what does not."""

import pytest

from tests.factories import ABSENT, Json, allowance_records, cases, restriction_json, restrictions_json, window_json

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


USAGE = """
 kpi              | limitOn   | usage  | field                    | customer's | rows                                                 | source
 NUMBER_OF_POINTS | CUSTOMER  | 95.000 | pointsPerCustomer        | 95         | redemption 95 near                                   | design §4, repeated
 NUMBER_OF_POINTS | CUSTOMER  | 0      | pointsPerCustomer        | 95         | redemption 0 contradicted, limits 95 near            | design §4, one of the two is wrong
 NUMBER_OF_POINTS | CUSTOMER  | 95     | pointsPerCustomer        | 0          | redemption 95 near, limits 0 contradicted            | design §4, what was used stays used
 NUMBER_OF_POINTS | CUSTOMER  | absent | pointsPerCustomer        | 95         | redemption 95 near                                   | design §4, the one that is given
 NUMBER_OF_POINTS | CUSTOMER  | 95     | pointsPerCustomer        | absent     | redemption 95 near                                   | design §4, the one that is given
 NUMBER_OF_POINTS | CUSTOMER  | absent | pointsPerCustomer        | absent     | redemption None not_given                            | design §4
 NUMBER_OF_POINTS | CUSTOMER  | 95     | pointsPerCustomer        | abc        | redemption 95 near, limits None unreadable           | design §4, unreadable is not absent
 NUMBER_OF_TIMES  | CUSTOMER  | 0      | numberOFTimesPerCustomer | 4          | redemption 0 contradicted, limits 4 open             | design §4, one of the two is wrong
 NUMBER_OF_POINTS | PROMOTION | 95     | totalPointsInPromotion   | 0          | redemption 95 near                                   | fact 5, 0 whatever was used
 NUMBER_OF_POINTS | PROMOTION | 10     | totalPointsInPromotion   | 95         | redemption 10 open, limits 95 near                   | design §4, one of the two is wrong
"""  # noqa: E501 - one line a case

USAGE_OF = {
    "pointsPerCustomer": "currentPointsPerCustomer",
    "numberOFTimesPerCustomer": "currentNumberOfTimesPerCustomer",
    "totalPointsInPromotion": "currentTotalPointsInPromotion",
}


@pytest.mark.parametrize("case", cases(USAGE))
def test_a_row_of_limits_is_dropped_only_where_its_usage_agrees_or_one_of_the_two_is_absent(case: Json) -> None:
    given = restriction_json(
        kpi=case["kpi"], limitOn=case["limitOn"], maxLimit="100", currentCustomerUsage=case["usage"]
    )
    used = {} if case["customer's"] is ABSENT else {USAGE_OF[case["field"]]: case["customer's"]}

    rows = allowance_records(
        promotionRestriction=restrictions_json(redemption=[given]), limits={case["field"]: "100"}, customerUsage=used
    )

    assert ", ".join(told(row) for row in rows) == case["rows"]


def told(row: Json) -> str:
    used = row["used"] if row["used"] is None else int(row["used"])
    return f"{row['stage']} {used} {row['unknown_reason'] or row['state']}"


@pytest.mark.parametrize("stage", ["issual", "earn"])
def test_a_limit_of_enrolling_or_issuing_does_not_swallow_one_of_the_benefit(stage: str) -> None:
    given = restriction_json(maxLimit="1", currentCustomerUsage="0")

    rows = allowance_records(
        promotionRestriction=restrictions_json(**{stage: [given]}),
        limits={"numberOFTimesPerCustomer": 1},
        customerUsage={"currentNumberOfTimesPerCustomer": 1},
    )

    assert [told(row) for row in rows] == [f"{stage} 0 open", "limits 1 exhausted"]


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
