"""The vendor's status filters beside our own verdict (003, promotionStatusForCustomer)."""

import pytest

from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import CustomerRead, FilterCoverage, SecondOpinion
from promo_data.vocabulary import CustomerStatus
from tests.factories import (
    ABSENT,
    AS_OF,
    OWN_ORG,
    Json,
    cases,
    customer_read,
    promotion_json,
    restriction_json,
    restrictions_json,
)

LISTED: dict[str, bool | None] = {"listed": True, "not listed": False, "not known": None}
ENROLLED = [{"enrollmentExpiryDate": "2026-06-30T12:00:00Z"}]
FACTS: dict[str, Json] = {
    "enrolled": {"customerPromotionTimelines": ENROLLED},
    "not enrolled": {"customerPromotionTimelines": []},
    "not told": {"customerPromotionTimelines": ABSENT},
    "ended": {"endDate": "2026-01-30T00:00:00Z", "customerPromotionTimelines": ENROLLED},
    "upcoming": {"startDate": "2026-02-01T00:00:00Z", "customerPromotionTimelines": ENROLLED},
    "undated": {"endDate": ABSENT},
    "used up": {"used": "5"},
    "uncounted": {"used": ABSENT},
    "paused": {"active": False},
    "running": {},
}

VERDICTS = """
 type            | fact         | filter             | is         | action | vendor  | disagrees | source
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_ENROL | listed     | enrol  | allowed | no        | 003, AVAILABLE_TO_ENROL
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_ENROL | not listed | enrol  | refused | yes       | 003, AVAILABLE_TO_ENROL
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_ENROL | not known  | enrol  | unknown | no        | a filter that failed
 LOYALTY_EARNING | ended        | AVAILABLE_TO_ENROL | listed     | enrol  | allowed | yes       | fact 6, dates decide
 LOYALTY_EARNING | ended        | AVAILABLE_TO_ENROL | not listed | enrol  | refused | no        | fact 6, dates decide
 LOYALTY_EARNING | upcoming     | AVAILABLE_TO_ENROL | not listed | enrol  | refused | no        | ours is unknown
 LOYALTY         | running      | AVAILABLE_TO_ENROL | not listed | enrol  | absent  | absent    | 003, "Enrol & Issue" only
 LOYALTY         | running      | AVAILABLE_TO_ENROL | listed     | enrol  | allowed | yes       | 003, "Enrol & Issue" only
 GENERIC         | running      | AVAILABLE_TO_ENROL | not listed | enrol  | absent  | absent    | 003, "Enrol & Issue" only
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_EARN  | listed     | issue  | allowed | no        | 003, AVAILABLE_TO_EARN
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_EARN  | not listed | issue  | refused | yes       | 003, AVAILABLE_TO_EARN
 LOYALTY_EARNING | not enrolled | AVAILABLE_TO_EARN  | not listed | issue  | refused | no        | 003, AVAILABLE_TO_EARN
 LOYALTY_EARNING | not enrolled | AVAILABLE_TO_EARN  | listed     | issue  | allowed | yes       | §3.2, "eligible to enrol"
 LOYALTY_EARNING | not told     | AVAILABLE_TO_EARN  | listed     | issue  | allowed | no        | ours is unknown, fact 7
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_EARN  | not known  | issue  | unknown | no        | a filter that failed
 LOYALTY         | running      | AVAILABLE_TO_EARN  | listed     | issue  | allowed | no        | 003, Direct Issue
 LOYALTY         | running      | AVAILABLE_TO_EARN  | not listed | issue  | refused | yes       | 003, Direct Issue
 LOYALTY         | ended        | AVAILABLE_TO_EARN  | listed     | issue  | allowed | yes       | fact 6, dates decide
 GENERIC         | running      | AVAILABLE_TO_EARN  | not listed | issue  | absent  | absent    | 003, the two types
 GENERIC         | running      | AVAILABLE_TO_EARN  | listed     | issue  | allowed | yes       | 003, the two types
 SURPRISE        | running      | AVAILABLE_TO_EARN  | listed     | issue  | allowed | no        | ours is unknown
 SURPRISE        | running      | AVAILABLE_TO_EARN  | not listed | issue  | absent  | absent    | 003, the two types
 LOYALTY_EARNING | enrolled     | AVAILABLE_TO_EARN  | listed     | opt_in | absent  | absent    | no filter speaks of it
"""  # noqa: E501 - one line a case

STATES = """
 type    | fact      | filter              | is         | sentence                                    | source
 GENERIC | running   | EXPIRED             | listed     | It runs until 31 Dec 2026, 23:59 UTC.       | 003, EXPIRED
 GENERIC | running   | EXPIRED             | not listed | absent                                      | 003, EXPIRED
 GENERIC | upcoming  | EXPIRED             | listed     | It starts on 1 Feb 2026, 00:00 UTC.         | 003, EXPIRED
 GENERIC | ended     | EXPIRED             | listed     | absent                                      | 003, EXPIRED
 GENERIC | ended     | EXPIRED             | not listed | It ended on 30 Jan 2026, 00:00 UTC.         | 003, EXPIRED
 GENERIC | undated   | EXPIRED             | listed     | absent                                      | design §5, cannot tell
 GENERIC | running   | EXPIRED             | not known  | absent                                      | a filter that failed
 LOYALTY | running   | AVAILABLE_TO_REDEEM | listed     | absent                                      | 003, AVAILABLE_TO_REDEEM
 LOYALTY | ended     | AVAILABLE_TO_REDEEM | listed     | It ended on 30 Jan 2026, 00:00 UTC.         | 003, "active promotions"
 LOYALTY | upcoming  | AVAILABLE_TO_REDEEM | listed     | It starts on 1 Feb 2026, 00:00 UTC.         | 003, "active promotions"
 LOYALTY | used up   | AVAILABLE_TO_REDEEM | listed     | The customer has used all 5 benefits. | 003, "currently redeem"
 LOYALTY | running   | AVAILABLE_TO_REDEEM | not listed | absent                                      | it may not be issued
 GENERIC | running   | AVAILABLE_TO_REDEEM | not listed | It runs, needs no issue, and every limit has room. | 003, "across all types"
 GENERIC | used up   | AVAILABLE_TO_REDEEM | not listed | absent                                      | 003, "currently redeem"
 GENERIC | uncounted | AVAILABLE_TO_REDEEM | not listed | absent                                      | design §4, unknown
 GENERIC | paused    | AVAILABLE_TO_REDEEM | not listed | absent                                      | 003, "active promotions"
 GENERIC | running   | AVAILABLE_TO_REDEEM | not known  | absent                                      | a filter that failed
"""  # noqa: E501 - one line a case


@pytest.mark.parametrize("case", cases(VERDICTS))
def test_a_filter_speaks_of_an_action_only_where_it_is_meant_for_it(case: Json) -> None:
    view = view_of(case)

    row = next(row for row in records(view.availability) if row["action"] == case["action"])
    told = {"yes": True, "no": False, ABSENT: None}[case["disagrees"]]
    assert row["vendor_verdict"] == (None if case["vendor"] is ABSENT else case["vendor"])
    assert row["disagrees"] is told


@pytest.mark.parametrize("case", cases(VERDICTS))
def test_every_disagreement_about_an_action_has_its_sentence(case: Json) -> None:
    found = [row["status"] for row in records(view_of(case).disagreements) if row["status"].startswith("AVAILABLE")]

    assert found == ([case["filter"]] if case["disagrees"] == "yes" else [])


@pytest.mark.parametrize("case", cases(STATES))
def test_a_filter_that_the_list_contradicts_is_told_with_what_contradicts_it(case: Json) -> None:
    found = [row["sentence"] for row in records(view_of(case).disagreements) if row["status"] == case["filter"]]

    assert [sentence.partition("otherwise: ")[2] for sentence in found] == (
        [] if case["sentence"] is ABSENT else [case["sentence"]]
    )


def test_a_disagreement_can_be_read_out() -> None:
    case = {"type": "LOYALTY_EARNING", "fact": "not enrolled", "filter": "AVAILABLE_TO_EARN", "is": "listed"}

    (row,) = records(view_of(case).disagreements)

    assert row["sentence"] == (
        "The vendor's filter lists this promotion as open to be issued, but the vendor's own list says otherwise: "
        "The customer is not enrolled."
    )


def test_the_statuses_that_list_a_promotion_are_a_frame_of_their_own() -> None:
    listed = {CustomerStatus.AVAILABLE_TO_EARN: True, CustomerStatus.EXPIRED: False}

    view = seen_as({"pointsOfferType": "LOYALTY"}, listed)

    assert records(view.vendor_statuses) == [
        {
            "customer_id": 347297848,
            "org_id": OWN_ORG.id,
            "program_id": 1147,
            "promotion_id": 1122938,
            "status": "AVAILABLE_TO_EARN",
        }
    ]


def test_where_nobody_asked_nothing_is_said() -> None:
    view = customer_view(customer_read(promotion_json()), now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])

    assert view.availability["vendor_verdict"].isna().all()
    assert view.availability["disagrees"].isna().all()
    assert (len(view.vendor_statuses), len(view.disagreements), view.filters) == (0, 0, ())


def test_what_ended_after_the_answer_came_contradicts_nothing() -> None:
    read = with_opinion(customer_read(promotion_json()), {CustomerStatus.EXPIRED: False})

    later = AS_OF.replace(year=2027)
    view = customer_view(read, now=later, near_share=0.8, writable_orgs=[OWN_ORG.id])

    assert view.disagreements.empty


def view_of(case: Json) -> CustomerView:
    facts = dict(FACTS[case["fact"]])
    limit = restriction_json(currentCustomerUsage=facts.pop("used", "1"))
    is_listed = LISTED[case["is"]]
    given = {"promotionRestriction": restrictions_json(redemption=[limit]), "pointsOfferType": case["type"], **facts}
    return seen_as(given, {} if is_listed is None else {CustomerStatus(case["filter"]): is_listed})


def seen_as(given: Json, listed: dict[CustomerStatus, bool]) -> CustomerView:
    read = with_opinion(customer_read(promotion_json(**given)), listed)
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])


def with_opinion(read: CustomerRead, listed: dict[CustomerStatus, bool]) -> CustomerRead:
    filters = tuple(FilterCoverage(OWN_ORG, status, answered=status in listed) for status in CustomerStatus)
    opinion = SecondOpinion(filters, {row.key: listed for row in read.rows})
    return CustomerRead(read.customer_id, read.rows, read.coverage, read.problems, read.as_of, second_opinion=opinion)
