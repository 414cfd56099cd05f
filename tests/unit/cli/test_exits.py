"""The exit codes that scripts rely on (docs/cli.md)."""

from uuid import UUID

import pytest

from promo_data.actions import Intent, Route, State
from promo_data.cli.exit_codes import Exit
from promo_data.cli.exits import exit_of_intent, exit_of_read
from promo_data.client.joining import joined
from promo_data.client.walking import CallRead
from promo_data.errors import AnswerLostError, NotSentError, PromoInsightError, RefusedError, UnreadableAnswerError
from promo_data.insight.customer import customer_view
from promo_data.models.effect import WriteIds
from promo_data.models.reading import Problem
from promo_data.scope import SELF, Org, ScopedCall
from promo_data.vocabulary import Endpoint, Source
from tests.factories import AS_OF, Json, cases

ODD_RECORD = Problem("own org, promotion 1 of page 0", "This entry is not a promotion.")


def refused(code: int | None) -> RefusedError:
    return RefusedError("no", endpoint=Endpoint.CUSTOMER_PROMOTIONS, code=code, vendor_message="no", status=200)


BECAME: dict[str, PromoInsightError | None] = {
    "answered": None,
    "refused": refused(310144),
    "refused without a code": refused(None),
    "lost": AnswerLostError("lost"),
    "not sent": NotSentError("not sent"),
    "unreadable": UnreadableAnswerError("odd", status=200),
}

READS = """
 orgs                            | exit
 answered                        | 0
 answered, answered              | 0
 refused                         | 3
 refused, refused                | 3
 refused without a code          | 3
 refused without a code, refused | 3
 answered, refused               | 5
 answered, lost                  | 5
 answered, unreadable, refused   | 5
 lost                            | 6
 not sent                        | 6
 unreadable                      | 6
 lost, unreadable                | 6
 refused, lost                   | 6
"""


def test_the_exit_codes_are_those_of_the_table() -> None:
    assert {code.name: int(code) for code in Exit} == {
        "DONE": 0,
        "WRONG_USAGE": 2,
        "REFUSED": 3,
        "NOT_KNOWN": 4,
        "PARTIAL": 5,
        "NOTHING_HAPPENED": 6,
    }


@pytest.mark.parametrize("case", cases(READS))
def test_a_read_ends_by_what_became_of_each_org(case: Json) -> None:
    assert exit_of([BECAME[org] for org in case["orgs"].split(", ")]) == int(case["exit"])


def test_a_record_that_could_not_be_read_makes_a_read_partial() -> None:
    assert exit_of([None], [ODD_RECORD]) == 5


def test_an_org_that_was_not_asked_does_not_make_a_read_partial() -> None:
    assert exit_of([None], not_asked=[Org(9, "Org 9")]) == 0


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.PREPARED, 4),
        (State.SENT, 4),
        (State.CONFIRMED, 0),
        (State.REFUSED, 3),
        (State.UNKNOWN, 4),
        (State.CONFLICT, 4),
        (State.PARTIAL, 5),
        (State.NOT_SENT, 6),
        (State.NOT_APPLIED, 6),
    ],
)
def test_a_write_ends_by_its_outcome_and_one_under_way_is_not_known(state: State, code: int) -> None:
    assert exit_of_intent(intent(state)) == code


@pytest.mark.parametrize("state", [State.PREPARED, State.SENT, State.UNKNOWN, State.CONFLICT])
def test_a_write_that_the_same_open_wish_kept_back_is_not_known(state: State) -> None:
    assert exit_of_intent(intent(State.NOT_SENT), intent(state)) == 4


@pytest.mark.parametrize("state", [State.CONFIRMED, State.PARTIAL])
def test_a_write_that_was_kept_back_because_the_same_was_just_done_is_not_sent(state: State) -> None:
    assert exit_of_intent(intent(State.NOT_SENT), intent(state)) == 6


def test_every_state_has_an_exit_code() -> None:
    assert {exit_of_intent(intent(state)) for state in State} <= set(Exit)


def intent(state: State) -> Intent:
    return Intent(
        id=UUID(int=1),
        state=state,
        route=Route.V2_ISSUE,
        effect=None,
        backend="sandbox",
        person="agent",
        org_id=None,
        program_id=469,
        promotion_id=57099,
        customer_id=None,
        customer="9174•••033",
        source=Source.INSTORE,
        insisted=False,
        prepared_at=AS_OF,
        sent_at=None,
        ended_at=None,
        before=None,
        after=None,
        code=None,
        message="",
        advice="",
        vendor_message="",
        ids=WriteIds(),
        request_id=None,
        blocked_by=None,
    )


def exit_of(
    failures: list[PromoInsightError | None], problems: list[Problem] | None = None, not_asked: list[Org] | None = None
) -> int:
    orgs = [Org(number, f"Org {number}") for number, _ in enumerate(failures, start=1)]
    reads = [
        CallRead(ScopedCall(SELF, (org,)), problems=[*(problems or [])], times=[AS_OF], failure=failure)
        for org, failure in zip(orgs, failures, strict=True)
    ]
    read = joined(reads, [*orgs, *(not_asked or [])])
    return int(exit_of_read(customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[])))
