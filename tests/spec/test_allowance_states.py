"""In which state a limit is: no limit, not given, zero and contradicted stay four different things."""

import pytest

from tests.factories import ABSENT, Json, allowance_records, cases, restriction_json, restrictions_json, window_json

CUSTOMER_LIMITS = """
 kpi                             | limitOn   | maxLimit | usage   | state     | reason     | headroom | source
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 0       | open      |            | 100      | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100.000  | 50.000  | open      |            | 50       | 003, sample
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 79.999  | open      |            | 20.001   | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 80      | near      |            | 20       | design §4, 0.8
 NUMBER_OF_POINTS                | CUSTOMER  | 3        | 2.400   | near      |            | 0.6      | design §4, 0.8
 NUMBER_OF_TIMES                 | CUSTOMER  | 5        | 4       | near      |            | 1        | design §4, 0.8
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 99.999  | near      |            | 0.001    | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 100     | exhausted |            | 0        | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | 100.001 | over      |            | 0        | design §4
 NUMBER_OF_TIMES                 | PROMOTION | 100      | 60      | open      |            | 40       | design §4
 NUMBER_OF_SURPRISES             | CUSTOMER  | 10       | 4       | open      |            | 6        | design §3
 NUMBER_OF_POINTS                | HOUSEHOLD | 10       | 4       | open      |            | 6        | design §3
 NUMBER_OF_POINTS                | absent    | 10       | 4       | open      |            | 6        | 003, limitOn
 NUMBER_OF_POINTS                | CUSTOMER  | -1       | 7       | no_limit  |            |          | fact 2
 NUMBER_OF_POINTS                | CUSTOMER  | -1       | absent  | no_limit  |            |          | fact 2
 NUMBER_OF_POINTS                | CUSTOMER  | -1       | abc     | no_limit  |            |          | fact 2
 NUMBER_OF_POINTS                | CUSTOMER  | 0        | 7       | unknown   | zero_cap   |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 0        | 0       | unknown   | zero_cap   |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | -0.0     | 7       | unknown   | zero_cap   |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | absent   | 7       | unknown   | not_given  |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  |          | 7       | unknown   | not_given  |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 1,000    | 7       | unknown   | unreadable |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 1e999    | 7       | unknown   | unreadable |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | nan      | 7       | unknown   | unreadable |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | -2       | 7       | unknown   | unreadable |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | absent  | unknown   | not_given  |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      |         | unknown   | not_given  |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | abc     | unknown   | unreadable |          | design §4
 NUMBER_OF_POINTS                | CUSTOMER  | 100      | -5      | unknown   | unreadable |          | design §4
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | 100      | 80      | near      |            | 20       | fact 1
 MAX_ALLOWED_TIMES_PER_CUSTOMER  | absent    | 5        | 5       | exhausted |            | 0        | fact 1
 MAX_ALLOWED_TIMES_PER_PROMOTION | absent    | 5        | 6       | over      |            | 0        | fact 1
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | -1       | 7       | no_limit  |            |          | fact 2
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | 0        | 7       | unknown   | zero_cap   |          | design §4
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | absent   | 7       | unknown   | not_given  |          | design §4
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | abc      | 7       | unknown   | unreadable |          | design §4
 MAX_ALLOWED_POINTS_PER_CUSTOMER | absent    | 100      | absent  | unknown   | not_given  |          | design §4
"""

ACTIVITY_LIMITS = """
 kpi                              | limitOn | maxLimit | usage  | state    | reason     | headroom | source
 NUMBER_OF_POINTS                 | EVENT   | 100      | absent | cap_only |            |          | §3.4, EVENT
 NUMBER_OF_POINTS                 | EVENT   | 100      | 30     | cap_only |            |          | design §4
 NUMBER_OF_POINTS                 | EVENT   | 100      | abc    | cap_only |            |          | design §4
 NUMBER_OF_POINTS                 | EVENT   | -1       | absent | no_limit |            |          | fact 2
 NUMBER_OF_POINTS                 | EVENT   | 0        | absent | unknown  | zero_cap   |          | design §4
 NUMBER_OF_POINTS                 | EVENT   | absent   | absent | unknown  | not_given  |          | design §4
 NUMBER_OF_POINTS                 | EVENT   | abc      | absent | unknown  | unreadable |          | design §4
 MAX_ALLOWED_POINTS_PER_EVENT     | absent  | 100      | absent | cap_only |            |          | §7.2
 MAX_ALLOWED_POINTS_PER_CART      | absent  | 100      | 30     | cap_only |            |          | §7.2
 MAX_ALLOWED_TIMES_PER_CART       | absent  | 2        | absent | cap_only |            |          | §7.2
 MAX_POINTS_PER_EARN_PER_CUSTOMER | absent  | 100      | absent | cap_only |            |          | §7.2
 MAX_POINTS_PER_EARN_PER_CUSTOMER | absent  | -1       | absent | no_limit |            |          | §7.2
"""


@pytest.mark.parametrize("stage", ["issual", "earn", "redemption"])
@pytest.mark.parametrize("case", [*cases(CUSTOMER_LIMITS), *cases(ACTIVITY_LIMITS)])
def test_the_state_of_a_restriction_follows_its_cap_and_its_usage(stage: str, case: Json) -> None:
    given = restriction_json(
        kpi=case["kpi"], limitOn=case["limitOn"], maxLimit=case["maxLimit"], currentCustomerUsage=case["usage"]
    )

    (row,) = allowance_records(promotionRestriction=restrictions_json(**{stage: [given]}))

    assert standing(row) == expected(case)
    assert row["stage"] == stage


LIMITS = """
 field                    | cap  | usage  | state     | reason     | headroom | source
 maxPointsPerEvent        | 0    | absent | no_limit  |            |          | fact 2
 maxPointsPerEvent        | -1   | absent | no_limit  |            |          | fact 2
 maxPointsPerEvent        | 100  | absent | cap_only  |            |          | §7.2, mapping to limits
 maxPointsPerEvent        | abc  | absent | unknown   | unreadable |          | design §4
 pointsPerCustomer        | 0    | 50.000 | no_limit  |            |          | fact 2; 003, sample
 pointsPerCustomer        | -1   | 50.000 | no_limit  |            |          | fact 2
 pointsPerCustomer        | 100  | 50.000 | open      |            | 50       | design §4
 pointsPerCustomer        | 100  | 80.000 | near      |            | 20       | design §4, 0.8
 pointsPerCustomer        | 100  | 100    | exhausted |            | 0        | design §4
 pointsPerCustomer        | 100  | 120    | over      |            | 0        | design §4
 pointsPerCustomer        | 100  | absent | unknown   | not_given  |          | design §4
 pointsPerCustomer        | 100  | abc    | unknown   | unreadable |          | design §4
 pointsPerCustomer        | abc  | 50     | unknown   | unreadable |          | design §4
 pointsPerCustomer        | -2   | 50     | unknown   | unreadable |          | design §4
 numberOFTimesPerCustomer | 0    | 1      | no_limit  |            |          | fact 2; 003, sample
 numberOFTimesPerCustomer | -1   | 1      | no_limit  |            |          | fact 2
 numberOFTimesPerCustomer | 4    | 1      | open      |            | 3        | 003, spelled with a capital OF
 numberOfTimesPerCustomer | 4    | 1      | open      |            | 3        | 004, spelled plainly
 totalPointsInPromotion   | 0    | 0      | no_limit  |            |          | fact 2; 003, sample
 totalPointsInPromotion   | -1   | 0      | no_limit  |            |          | fact 2
 totalPointsInPromotion   | 5000 | 4000   | near      |            | 1000     | design §4, 0.8
 totalPointsInPromotion   | 5000 | absent | unknown   | not_given  |          | design §4
"""

USAGE_OF = {
    "maxPointsPerEvent": "currentPointsPerEvent",
    "pointsPerCustomer": "currentPointsPerCustomer",
    "numberOFTimesPerCustomer": "currentNumberOfTimesPerCustomer",
    "numberOfTimesPerCustomer": "currentNumberOfTimesPerCustomer",
    "totalPointsInPromotion": "currentTotalPointsInPromotion",
}


@pytest.mark.parametrize("case", cases(LIMITS))
def test_the_state_of_a_row_of_limits_follows_its_cap_and_the_customers_usage(case: Json) -> None:
    used = {} if case["usage"] is ABSENT else {USAGE_OF[case["field"]]: case["usage"]}

    (row,) = allowance_records(limits={case["field"]: case["cap"]}, customerUsage=used)

    assert standing(row) == expected(case)
    assert row["stage"] == "limits"


@pytest.mark.parametrize("limits", [{}, {"pointsPerCustomer": None}, {"pointsPerCustomer": ""}, None])
def test_a_limit_that_was_not_given_is_not_shown_as_unlimited(limits: Json | None) -> None:
    assert allowance_records(limits=limits, customerUsage={"currentPointsPerCustomer": "50.000"}) == []


PROMOTION_WIDE = """
 everybody's | in     | customer's | within | state   | reason       | source
 0           |        | 50         |        | unknown | contradicted | fact 5; design §4
 49          |        | 50         |        | unknown | contradicted | design §4
 50          |        | 50         |        | open    |              | design §4
 60          |        | 50         |        | open    |              | design §4
 0           |        | 0          |        | open    |              | design §4
 2           | WEEKLY | 3          | WEEKLY | unknown | contradicted | design §4, both in the same window
 2           |        | 3          | WEEKLY | unknown | contradicted | design §4, a week lies within the whole
 2           | WEEKLY | 3          |        | open    |              | design §4, the three may be older
 2           | WEEKLY | 3          | DAILY  | unknown | contradicted | §7.3, the last day lies within the last week
 2           | DAILY  | 3          | WEEKLY | open    |              | the three may be of the days before
 2           | WEEKLY | 3          | LUNAR  | open    |              | a period nobody knows
"""


PART_OF_ONE = """
 kpi              | usage  | state   | source
 NUMBER_OF_POINTS | 33     | open    | whole points beside customerUsage with decimals
 NUMBER_OF_POINTS | 32.334 | open    | less than one point
 NUMBER_OF_POINTS | 32.333 | unknown | one point
 NUMBER_OF_TIMES  | 33     | unknown | only points have decimals
"""


@pytest.mark.parametrize("case", cases(PART_OF_ONE))
def test_less_than_one_point_contradicts_nothing(case: Json) -> None:
    (row,) = allowance_records(
        promotionRestriction=restrictions_json(redemption=[used(case["kpi"], "CUSTOMER", case["usage"], "")]),
        customerUsage={"currentPointsPerCustomer": "33.333", "currentNumberOfTimesPerCustomer": 34},
    )

    assert row["state"] == case["state"]


@pytest.mark.parametrize("kpi", ["NUMBER_OF_POINTS", "NUMBER_OF_TIMES"])
@pytest.mark.parametrize("case", cases(PROMOTION_WIDE))
def test_a_promotion_wide_usage_below_the_customers_own_is_contradicted(kpi: str, case: Json) -> None:
    everybody = used(kpi, "PROMOTION", case["everybody's"], case["in"])
    own = used(kpi, "CUSTOMER", case["customer's"], case["within"])

    rows = allowance_records(promotionRestriction=restrictions_json(redemption=[everybody, own]))

    assert (rows[0]["state"], rows[0]["unknown_reason"] or "") == (case["state"], case["reason"])
    assert rows[1]["state"] == "open"


@pytest.mark.parametrize(
    ("total", "state", "reason"), [("0", "unknown", "contradicted"), ("50", "open", None), ("60", "open", None)]
)
def test_the_total_in_limits_is_contradicted_by_the_customers_own_usage(
    total: str, state: str, reason: str | None
) -> None:
    rows = allowance_records(
        limits={"totalPointsInPromotion": "5000"},
        customerUsage={"currentPointsPerCustomer": "50.000", "currentTotalPointsInPromotion": total},
    )

    assert [(row["state"], row["unknown_reason"]) for row in rows] == [(state, reason)]


def test_a_contradicted_usage_does_not_hide_that_there_is_no_limit() -> None:
    rows = allowance_records(
        limits={"totalPointsInPromotion": "0"},
        customerUsage={"currentPointsPerCustomer": "50.000", "currentTotalPointsInPromotion": "0"},
    )

    assert [row["state"] for row in rows] == ["no_limit"]


RUNNING, OVER = "2099-01-01T00:00:00Z", "2026-01-01T00:00:00Z"

TIMELINE = """
 type            | stage      | kpi                            | usage | redeemed | ends    | reason       | source
 LOYALTY_EARNING | issual     | NUMBER_OF_ISSUALS              | 0     | 4        | running | contradicted | §3.4, the timeline has one
 LOYALTY_EARNING | issual     | NUMBER_OF_ISSUALS              | 1     | 4        | running |              | §3.4
 LOYALTY_EARNING | issual     | NUMBER_OF_ISSUALS              | 2     | 4        | running |              | §3.4, the usage says more
 LOYALTY_EARNING | earn       | NUMBER_OF_EARNS                | 0     | 4        | running | contradicted | §3.4, the timeline has one
 LOYALTY_EARNING | earn       | NUMBER_OF_EARNS                | 1     | 4        | running |              | §3.4
 LOYALTY         | issual     | NUMBER_OF_ISSUALS              | 0     | 4        | running | contradicted | §7.2, times issued
 LOYALTY_EARNING | redemption | NUMBER_OF_REDEMPTIONS_PER_EARN | 0     | 4        | running | contradicted | §3.4, redeemedCount
 LOYALTY_EARNING | redemption | NUMBER_OF_REDEMPTIONS_PER_EARN | 4     | 4        | running |              | §3.4, redeemedCount
 LOYALTY_EARNING | redemption | NUMBER_OF_REDEMPTIONS_PER_EARN | 0     | 4        | over    |              | §7.2, of one issue that runs
 LOYALTY_EARNING | redemption | NUMBER_OF_REDEMPTIONS_PER_EARN | 0     | abc      | running |              | §3.4, nothing is known
 LOYALTY_EARNING | redemption | NUMBER_OF_TIMES                | 0     | 4        | running |              | another measure
"""  # noqa: E501 - one line a case


@pytest.mark.parametrize("case", cases(TIMELINE))
def test_a_usage_below_what_the_timeline_shows_is_contradicted(case: Json) -> None:
    issue = {"issualId": 2, "redeemedCount": case["redeemed"]}
    ends = RUNNING if case["ends"] == "running" else OVER
    given = restriction_json(kpi=case["kpi"], maxLimit="5", currentCustomerUsage=case["usage"], type=ABSENT)

    (row,) = allowance_records(
        pointsOfferType=case["type"],
        promotionRestriction=restrictions_json(**{case["stage"]: [given]}),
        customerPromotionTimelines=[{"enrollmentId": 1, "enrollmentExpiryDate": ends, "issuedDetails": [issue]}],
    )

    assert (row["unknown_reason"] or "") == case["reason"]


def test_a_usage_of_the_whole_promotion_below_that_of_a_week_is_contradicted() -> None:
    whole, week = used("NUMBER_OF_TIMES", "CUSTOMER", "1", ""), used("NUMBER_OF_TIMES", "CUSTOMER", "3", "WEEKLY")

    rows = allowance_records(promotionRestriction=restrictions_json(redemption=[whole, week]))

    assert [row["unknown_reason"] for row in rows] == ["contradicted", None]


WITHIN = """
 day           | week          | week's state | source
 MOVING_WINDOW | MOVING_WINDOW | unknown      | §7.3, the last day lies within the last week
 FIXED_WINDOW  | FIXED_WINDOW  | open         | when they begin is not given
 MOVING_WINDOW | FIXED_WINDOW  | open         | a new week may just have begun
"""


@pytest.mark.parametrize("case", cases(WITHIN))
def test_a_usage_of_the_last_week_below_that_of_the_last_day_is_contradicted(case: Json) -> None:
    day = used("NUMBER_OF_TIMES", "CUSTOMER", "5", "DAILY") | {"periodType": case["day"]}
    week = used("NUMBER_OF_TIMES", "CUSTOMER", "1", "WEEKLY") | {"periodType": case["week"]}

    rows = allowance_records(promotionRestriction=restrictions_json(redemption=[day, week]))

    assert [row["state"] for row in rows] == ["open", case["week's state"]]


@pytest.mark.parametrize(
    ("own", "everybody"), [("issual", "redemption"), ("redemption", "earn")], ids=["issual", "redemption"]
)
def test_what_is_counted_at_one_stage_contradicts_nothing_at_another(own: str, everybody: str) -> None:
    stages = {own: [used("NUMBER_OF_TIMES", "CUSTOMER", "3", "")]}
    stages[everybody] = [used("NUMBER_OF_TIMES", "PROMOTION", "1", "")]

    rows = allowance_records(promotionRestriction=restrictions_json(**stages))

    assert [row["unknown_reason"] for row in rows] == [None, None]


def test_limits_whose_names_nobody_knows_contradict_one_another_only_under_one_name() -> None:
    given = [
        used("NUMBER_OF_SURPRISES", "CUSTOMER", "3", ""),
        used("NUMBER_OF_WONDERS", "PROMOTION", "1", ""),
        used("NUMBER_OF_SURPRISES", "PROMOTION", "1", ""),
    ]

    rows = allowance_records(promotionRestriction=restrictions_json(redemption=given))

    assert [row["unknown_reason"] for row in rows] == [None, None, "contradicted"]


def used(kpi: str, limit_on: str, usage: str, unit: str) -> Json:
    given = {"kpi": kpi, "limitOn": limit_on, "maxLimit": "100", "currentCustomerUsage": usage}
    return restriction_json(**given, **window_json(unit))


def standing(row: Json) -> Json:
    return {name: row[name] for name in ("state", "unknown_reason", "headroom")}


def expected(case: Json) -> Json:
    headroom = pytest.approx(float(case["headroom"]), abs=1e-9) if case["headroom"] else None
    return {"state": case["state"], "unknown_reason": case["reason"] or None, "headroom": headroom}
