"""What can be done for a customer: allowed, refused with reasons, or cannot tell (design §5)."""

from itertools import product

import pandas as pd
import pytest

from promo_data.frames.records import records
from promo_data.insight.availability import availability
from tests.factories import (
    ABSENT,
    AS_OF,
    OWN_ORG,
    Json,
    cases,
    customer_frames,
    lines_of,
    promotion_json,
    restriction_json,
    restrictions_json,
    window_json,
)

ENDED = {"enrollmentExpiryDate": "2026-01-01T12:00:00Z"}
FACTS: dict[str, dict[str, Json]] = {
    "dates": {
        "running": {},
        "upcoming": {"startDate": "2026-02-01T00:00:00Z"},
        "ended": {"endDate": "2026-01-30T00:00:00Z"},
        "dates not given": {"startDate": ABSENT, "endDate": ABSENT},
    },
    "enrolment": {
        "enrolled": {"customerPromotionTimelines": [{"enrollmentExpiryDate": "2026-06-30T12:00:00Z"}]},
        "expired": {"customerPromotionTimelines": [ENDED]},
        "not enrolled": {"customerPromotionTimelines": []},
        "not told": {"customerPromotionTimelines": ABSENT},
    },
    "issual": {
        "room": {},
        "issual used up": {"used": "5"},
        "issual over": {"used": "6"},
        "issual usage absent": {"used": ABSENT},
        "issual without limit": {"cap": "-1"},
    },
    "earn": {
        "room": {},
        "earn used up": {"used": "5"},
        "earn usage absent": {"used": ABSENT},
    },
    "active": {
        "active": {"active": True},
        "marked inactive": {"active": False},
        "active not given": {"active": ABSENT},
    },
    "org": {"own": {"orgId": OWN_ORG.id}, "another org": {"orgId": 50405}},
}
USUAL = {kind: next(iter(values)) for kind, values in FACTS.items()}

ONE_FACT = """
 type            | fact                 | enrol   | opt_in  | issue   | source
 LOYALTY_EARNING | usual                | allowed | allowed | allowed | §4.1; 002
 LOYALTY_EARNING | upcoming             | unknown | unknown | unknown | 002, 400: LIVE or UPCOMING; 000 is silent
 LOYALTY_EARNING | ended                | refused | refused | refused | 002, 400: inactive
 LOYALTY_EARNING | dates not given      | unknown | unknown | unknown | design §5
 LOYALTY_EARNING | expired              | allowed | unknown | refused | §7.1; no document demands it to opt in
 LOYALTY_EARNING | not enrolled         | allowed | unknown | refused | 000; 003, AVAILABLE_TO_EARN; 002 is silent
 LOYALTY_EARNING | not told             | allowed | unknown | unknown | fact 7
 LOYALTY_EARNING | issual used up       | refused | allowed | allowed | design §4; §7.1
 LOYALTY_EARNING | issual over          | refused | allowed | allowed | design §4
 LOYALTY_EARNING | issual usage absent  | unknown | allowed | allowed | design §4, unknown
 LOYALTY_EARNING | issual without limit | allowed | allowed | allowed | fact 2
 LOYALTY_EARNING | earn used up         | allowed | refused | refused | design §4; §7.1
 LOYALTY_EARNING | earn usage absent    | allowed | unknown | unknown | design §4, unknown
 LOYALTY_EARNING | marked inactive      | unknown | unknown | unknown | fact 6
 LOYALTY_EARNING | active not given     | allowed | allowed | allowed | fact 6
 LOYALTY_EARNING | another org          | unknown | unknown | unknown | design §6; §2
 LOYALTY         | usual                | refused | unknown | allowed | 001; 002, 400: OPT_IN not supported
 LOYALTY         | upcoming             | refused | unknown | unknown | 001 is silent
 LOYALTY         | ended                | refused | refused | refused | 002, 400: inactive
 LOYALTY         | dates not given      | refused | unknown | unknown | design §5
 LOYALTY         | expired              | refused | unknown | allowed | 001, there is no enrolment
 LOYALTY         | not enrolled         | refused | unknown | allowed | 001, there is no enrolment
 LOYALTY         | not told             | refused | unknown | allowed | 001, there is no enrolment
 LOYALTY         | issual used up       | refused | refused | refused | design §4, direct issue; §7.1
 LOYALTY         | issual over          | refused | refused | refused | design §4, direct issue; §7.1
 LOYALTY         | issual usage absent  | refused | unknown | unknown | design §4, direct issue
 LOYALTY         | issual without limit | refused | unknown | allowed | fact 2
 LOYALTY         | earn used up         | refused | refused | refused | 004, samples limit LOYALTY by earns
 LOYALTY         | earn usage absent    | refused | unknown | unknown | design §4, unknown
 LOYALTY         | marked inactive      | refused | unknown | unknown | fact 6
 LOYALTY         | active not given     | refused | unknown | allowed | fact 6
 LOYALTY         | another org          | refused | unknown | unknown | design §6; §2
 GENERIC         | usual                | refused | refused | refused | 002, 400: GENERIC not eligible
 GENERIC         | upcoming             | refused | refused | refused | 002, 400: GENERIC not eligible
 GENERIC         | not told             | refused | refused | refused | 002, 400: GENERIC not eligible
 GENERIC         | another org          | refused | refused | refused | 002, 400: GENERIC not eligible
 SURPRISE        | usual                | unknown | unknown | unknown | design §3, unknown stays as given
 SURPRISE        | ended                | refused | refused | refused | 002, 400: inactive
 absent          | usual                | unknown | unknown | unknown | 003, the feature may be off
"""

ACTIONS = ("enrol", "opt_in", "issue")
USED_UP = ("issual used up", "issual over")
SEVERITY = ("allowed", "unknown", "refused")


@pytest.mark.parametrize("case", cases(ONE_FACT))
def test_one_fact_decides_what_can_be_done(case: Json) -> None:
    found = verdicts(promotion(case["type"], with_fact(case["fact"])))

    assert found == [{action: case[action] for action in ACTIONS}]


@pytest.mark.parametrize("promotion_type", ["LOYALTY_EARNING", "LOYALTY"])
def test_of_several_facts_the_worst_decides(promotion_type: str) -> None:
    alone = {case["fact"]: case for case in lines_of(ONE_FACT) if case["type"] == promotion_type}
    combinations = [dict(zip(FACTS, names, strict=True)) for names in product(*FACTS.values())]
    known = [facts for facts in combinations if facts["enrolment"] != "not enrolled" or facts["issual"] not in USED_UP]

    found = verdicts(*(promotion(promotion_type, facts) | {"promotionId": n} for n, facts in enumerate(known)))

    assert found == [{action: worst(alone, facts, action) for action in ACTIONS} for facts in known]


REASONS = """
 type            | fact                | action | reason                                                                           | change
 GENERIC         | usual               | issue  | This promotion applies by itself: nobody is enrolled in it and it is not issued. | Nothing has to be done for it.
 LOYALTY         | usual               | enrol  | This promotion is issued directly: there is no enrolment.                        | Issue it instead.
 LOYALTY         | usual               | opt_in | The vendor does not say whether a directly issued promotion can be opted in to.  | Only trying it would tell: the vendor then accepts or refuses it.
 SURPRISE        | usual               | enrol  | The vendor gives this promotion no type that is known here.                      | The brand can say what kind of promotion it is.
 LOYALTY_EARNING | upcoming            | enrol  | The promotion has not started, and the vendor may not accept this before it has. | It starts on 1 Feb 2026, 00:00 UTC.
 LOYALTY_EARNING | ended               | enrol  | The promotion ended on 30 Jan 2026, 00:00 UTC.                                   | The brand would have to let it run longer.
 LOYALTY_EARNING | dates not given     | enrol  | The vendor's answer lacks the promotion's dates.                                 | The brand can say whether it runs now.
 LOYALTY_EARNING | not enrolled        | issue  | The customer is not enrolled.                                                    | The customer has to be enrolled first.
 LOYALTY_EARNING | expired             | issue  | The customer's enrolment ended on 1 Jan 2026, 12:00 UTC.                         | The customer has to be enrolled first.
 LOYALTY_EARNING | not told            | issue  | Whether the customer's enrolment still runs cannot be told from the vendor's answer. | Only trying it would tell: the vendor then accepts or refuses it.
 LOYALTY_EARNING | issual used up      | enrol  | The customer has used all 5 enrolments.                                          | The brand would have to raise the limit.
 LOYALTY         | issual used up      | issue  | The customer has used all 5 issues.                                              | The brand would have to raise the limit.
 LOYALTY_EARNING | earn used up        | issue  | The customer has used all 5 issues.                                              | The brand would have to raise the limit.
 LOYALTY         | earn used up        | issue  | The customer has used all 5 issues.                                              | The brand would have to raise the limit.
 LOYALTY_EARNING | issual usage absent | enrol  | How many enrolments are left cannot be told from the vendor's answer.            | Only trying it would tell: the vendor then accepts or refuses it.
 LOYALTY_EARNING | marked inactive     | enrol  | The vendor marks this promotion as not active.                                   | The brand can say whether it is paused or stopped.
 LOYALTY_EARNING | another org         | enrol  | This promotion belongs to another org, and that org's own credentials are not configured. | Somebody would have to configure that org's own credentials.
"""  # noqa: E501 - one line a case


@pytest.mark.parametrize("case", cases(REASONS))
def test_the_deciding_reason_comes_first_with_what_would_change_it(case: Json) -> None:
    (row,) = [
        row for row in judged(promotion(case["type"], with_fact(case["fact"]))) if row["action"] == case["action"]
    ]

    assert (row["reasons"][0], row["changes"][0]) == (case["reason"], case["change"])


MOOT = """
 type            | facts                                | action | reasons
 GENERIC         | another org                          | issue  | This promotion applies by itself: nobody is enrolled in it and it is not issued.
 LOYALTY         | another org                          | enrol  | This promotion is issued directly: there is no enrolment.
 LOYALTY         | issual usage absent                  | enrol  | This promotion is issued directly: there is no enrolment.
 LOYALTY         | earn used up                         | opt_in | The customer has used all 5 issues.
 LOYALTY_EARNING | issual used up, another org          | enrol  | The customer has used all 5 enrolments.
 LOYALTY_EARNING | not told, ended                      | issue  | The promotion ended on 30 Jan 2026, 00:00 UTC.
 LOYALTY_EARNING | not enrolled, marked inactive        | issue  | The customer is not enrolled. The vendor marks this promotion as not active.
 LOYALTY_EARNING | not told, another org                | issue  | This promotion belongs to another org, and that org's own credentials are not configured. Whether the customer's enrolment still runs cannot be told from the vendor's answer.
"""  # noqa: E501 - one line a case


@pytest.mark.parametrize("case", cases(MOOT))
def test_what_only_trying_would_tell_is_no_reason_beside_a_no(case: Json) -> None:
    facts = USUAL
    for name in case["facts"].split(", "):
        facts = facts | {kind: name for kind, values in FACTS.items() if name in values}
    (row,) = [row for row in judged(promotion(case["type"], facts)) if row["action"] == case["action"]]

    assert " ".join(row["reasons"]) == case["reasons"]


WINDOWS = """
 issues used up            | change
 whole                     | The brand would have to raise the limit.
 WEEKLY                    | Room frees when the week's window moves on; the vendor does not say when.
 WEEKLY, whole             | The brand would have to raise the limit.
 DAILY, WEEKLY, MONTHLY    | Room frees when the month's window moves on; the vendor does not say when.
 MONTHLY, LUNAR            | Room frees when the window moves on; the vendor does not say when.
"""


@pytest.mark.parametrize("case", cases(WINDOWS))
def test_of_several_used_up_limits_the_one_that_lasts_longest_is_named(case: Json) -> None:
    windows = ["" if unit == "whole" else unit for unit in case["issues used up"].split(", ")]
    spent = [restriction_json(kpi="NUMBER_OF_EARNS", currentCustomerUsage="5", **window_json(unit)) for unit in windows]
    one = promotion_json(
        pointsOfferType="LOYALTY_EARNING",
        promotionRestriction=restrictions_json(earn=spent),
        **FACTS["enrolment"]["enrolled"],
    )

    (row,) = [row for row in judged(one) if row["action"] == "issue"]

    assert row["changes"] == [case["change"]]


GIVEN = """
 type            | restrictions                              | enrol   | opt_in  | issue   | source
 LOYALTY_EARNING | empty lists                               | allowed | allowed | allowed | 003, sample
 LOYALTY_EARNING | not given                                 | unknown | unknown | unknown | 003, the feature may be off
 LOYALTY_EARNING | null                                      | unknown | unknown | unknown | 003, the feature may be off
 LOYALTY_EARNING | no lists                                  | unknown | unknown | unknown | design §4, not given
 LOYALTY_EARNING | only issual                               | allowed | unknown | unknown | design §4, not given
 LOYALTY_EARNING | garbage                                   | unknown | unknown | unknown | design §4, unreadable
 LOYALTY_EARNING | issual garbage                            | unknown | allowed | allowed | design §4, unreadable
 LOYALTY_EARNING | issual used up as one object              | refused | allowed | allowed | 003, typed Object
 LOYALTY         | empty lists                               | refused | unknown | allowed | 003, sample
 LOYALTY         | only issual                               | refused | unknown | allowed | §7.1, filled for LOYALTY
 LOYALTY         | not given                                 | refused | unknown | unknown | 003, the feature may be off
 GENERIC         | not given                                 | refused | refused | refused | 002, 400: GENERIC not eligible
"""  # noqa: E501 - one line a case

SPENT = restriction_json(kpi="NUMBER_OF_ISSUALS", maxLimit="1", currentCustomerUsage="1")
RESTRICTIONS: Json = {
    "empty lists": restrictions_json(),
    "not given": ABSENT,
    "null": None,
    "no lists": {},
    "only issual": {"issualRestrictions": []},
    "garbage": "garbage",
    "issual garbage": restrictions_json() | {"issualRestrictions": "x"},
    "issual used up as one object": restrictions_json() | {"issualRestrictions": SPENT},
}


@pytest.mark.parametrize("case", cases(GIVEN))
def test_limits_that_are_not_given_or_cannot_be_read_are_not_taken_for_none(case: Json) -> None:
    one = promotion_json(
        pointsOfferType=case["type"],
        promotionRestriction=RESTRICTIONS[case["restrictions"]],
        **FACTS["enrolment"]["enrolled"],
    )

    assert verdicts(one) == [{action: case[action] for action in ACTIONS}]


def test_limits_that_are_not_given_are_named_as_the_reason() -> None:
    one = promotion_json(pointsOfferType="LOYALTY_EARNING", promotionRestriction=ABSENT)

    assert [row["reasons"][0] for row in judged(one) if row["action"] == "enrol"] == [
        "The vendor's answer does not say how many enrolments are allowed."
    ]


def test_enrolling_an_enrolled_customer_is_allowed_and_says_what_it_replaces() -> None:
    row = judged(promotion("LOYALTY_EARNING", USUAL))[0]

    assert row["verdict"] == "allowed"
    assert row["reasons"] == [
        "The customer is enrolled until 30 Jun 2026, 12:00 UTC: a new enrolment replaces it and sets a new expiry."
    ]
    assert row["changes"] == [None]


@pytest.mark.parametrize("fact", ["not enrolled", "expired"])
def test_enrolling_anybody_else_replaces_nothing(fact: str) -> None:
    assert judged(promotion("LOYALTY_EARNING", with_fact(fact)))[0]["reasons"] == []


def test_where_no_timeline_tells_an_earlier_enrolment_is_said_to_be_replaced_if_it_still_runs() -> None:
    assert judged(promotion("LOYALTY_EARNING", with_fact("not told")))[0]["reasons"] == [
        "The customer was enrolled before: an enrolment that still runs is replaced, with a new expiry."
    ]


def test_a_directly_issued_promotion_is_not_said_to_replace_an_enrolment() -> None:
    assert not [reason for reason in judged(promotion("LOYALTY", USUAL))[0]["reasons"] if "replaces" in reason]


def test_an_enrolment_without_expiry_may_still_run_beside_an_expired_one() -> None:
    timelines = [{"enrollmentExpiryDate": "2026-01-01T12:00:00Z"}, {"enrollmentId": 2}]
    one = promotion("LOYALTY_EARNING", USUAL) | {"customerPromotionTimelines": timelines}

    assert verdicts(one) == [{"enrol": "allowed", "opt_in": "unknown", "issue": "unknown"}]


def test_an_enrolment_that_is_counted_but_not_listed_may_still_run() -> None:
    one = promotion("LOYALTY_EARNING", with_fact("expired")) | {"customerPromotionTimelines": [ENDED]}

    assert verdicts(one) == [{"enrol": "allowed", "opt_in": "unknown", "issue": "unknown"}]


def test_a_customer_whose_usage_says_never_enrolled_is_not_enrolled() -> None:
    one = promotion("LOYALTY_EARNING", with_fact("not told"), issual_used="0")

    assert verdicts(one) == [{"enrol": "allowed", "opt_in": "unknown", "issue": "refused"}]


@pytest.mark.parametrize(
    ("promotion_type", "noted"),
    [("LOYALTY_EARNING", ["It would lead to no issue now: The customer has used all 5 issues."]), ("LOYALTY", [])],
)
def test_used_up_issues_are_noted_where_one_may_still_enrol(promotion_type: str, noted: list[str]) -> None:
    (enrol, *_) = judged(promotion(promotion_type, with_fact("earn used up")))
    assert [reason for reason in enrol["reasons"] if "no issue" in reason] == noted


def test_a_used_up_benefit_is_noted_but_does_not_refuse_the_action() -> None:
    spent = restriction_json(kpi="NUMBER_OF_POINTS", maxLimit="100", currentCustomerUsage="100")
    one = promotion("LOYALTY_EARNING", with_fact("not enrolled"), redemption=[spent])

    row = judged(one)[0]

    assert row["verdict"] == "allowed"
    assert row["reasons"] == ["It would bring no benefit now: The customer has used all 100 points."]
    assert row["changes"] == ["The brand would have to raise the limit."]


def test_a_benefit_used_up_by_limits_alone_is_noted_too() -> None:
    spent = {"limits": {"pointsPerCustomer": "100"}, "customerUsage": {"currentPointsPerCustomer": "100.000"}}

    row = judged(promotion("LOYALTY_EARNING", with_fact("not enrolled")) | spent)[0]

    assert row["reasons"] == ["It would bring no benefit now: The customer has used all 100 points."]


def test_enrolling_where_no_issue_is_left_is_allowed_and_says_so() -> None:
    facts = with_fact("earn used up") | {"enrolment": "not enrolled"}

    row = judged(promotion("LOYALTY_EARNING", facts))[0]

    assert row["verdict"] == "allowed"
    assert row["reasons"] == ["It would lead to no issue now: The customer has used all 5 issues."]
    assert row["changes"] == ["The brand would have to raise the limit."]


@pytest.mark.parametrize(
    "kpi", ["MAX_POINTS_PER_EARN_PER_CUSTOMER", "MAX_POINTS_PER_ISSUAL_PER_CUSTOMER", "MAX_ALLOWED_TIMES_PER_CART"]
)
def test_what_is_allowed_for_one_activity_never_refuses(kpi: str) -> None:
    limit = restriction_json(kpi=kpi, maxLimit="5", currentCustomerUsage="5", limitOn="CUSTOMER")
    one = promotion_json(
        pointsOfferType="LOYALTY", promotionRestriction=restrictions_json(issual=[limit], earn=[limit])
    )

    assert verdicts(one)[0]["issue"] == "allowed"


def test_a_benefit_used_up_within_one_issue_is_not_said_to_be_used_up_for_the_next() -> None:
    spent = restriction_json(kpi="NUMBER_OF_REDEMPTIONS_PER_EARN", maxLimit="1", currentCustomerUsage="1")

    assert judged(promotion("LOYALTY_EARNING", with_fact("not enrolled"), redemption=[spent]))[0]["reasons"] == []


def test_the_own_org_can_be_written_to_where_its_number_is_not_known() -> None:
    found = availability(
        customer_frames(promotion("LOYALTY", USUAL) | {"orgId": None}), now=AS_OF, writable_orgs={None}
    )

    assert found["verdict"].tolist() == ["refused", "unknown", "allowed"]


def promotion(
    promotion_type: object, facts: dict[str, str], *, issual_used: str | None = None, **lists: list[Json]
) -> Json:
    changes = {
        name: value for kind in ("dates", "enrolment", "active", "org") for name, value in chosen(kind, facts).items()
    }
    given = {"used": issual_used or ("0" if facts["enrolment"] == "not enrolled" else "2")} | chosen("issual", facts)
    earn = limit("NUMBER_OF_EARNS", **chosen("earn", facts))
    return promotion_json(
        pointsOfferType=promotion_type,
        promotionRestriction=restrictions_json(issual=[limit("NUMBER_OF_ISSUALS", **given)], earn=[earn], **lists),
        **changes | as_many_enrolments(changes, given["used"]),
    )


def as_many_enrolments(changes: Json, used: object) -> Json:
    """The timeline lists all enrolments that are counted, the one that ``changes`` has last."""
    timeline = changes.get("customerPromotionTimelines", ABSENT)
    earlier = [] if used is ABSENT else [ENDED] * (int(str(used)) - 1)
    return {"customerPromotionTimelines": [*earlier, *timeline] if timeline else timeline} if timeline != ABSENT else {}


def chosen(kind: str, facts: dict[str, str]) -> Json:
    return FACTS[kind][facts[kind]]


def limit(kpi: str, *, used: object = "2", cap: str = "5") -> Json:
    return restriction_json(kpi=kpi, maxLimit=cap, currentCustomerUsage=used, type=ABSENT)


def with_fact(name: str) -> dict[str, str]:
    return USUAL | {kind: name for kind, values in FACTS.items() if name in values}


def worst(alone: dict[str, Json], facts: dict[str, str], action: str) -> str:
    names = ["usual", *(name for kind, name in facts.items() if name != USUAL[kind])]
    return max((str(alone[name][action]) for name in names), key=SEVERITY.index)


def judged(*promotions: Json) -> list[Json]:
    return records(frame(*promotions))


def frame(*promotions: Json) -> pd.DataFrame:
    return availability(customer_frames(*promotions), now=AS_OF, writable_orgs={OWN_ORG.id})


def verdicts(*promotions: Json) -> list[Json]:
    found = frame(*promotions)["verdict"].tolist()
    return [dict(zip(ACTIONS, found[start : start + 3], strict=True)) for start in range(0, len(found), 3)]
