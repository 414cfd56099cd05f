"""The outcomes of the rows of one bulk request: by their place, or none of them known."""

import json
from typing import Any

import pytest

from promo_data.actions.outcomes import told_all
from promo_data.errors import AnswerLostError, NotSentError, PromoInsightError
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.call import Answer
from promo_data.vocabulary import Action, IdentifierKind, Outcome

CONFIRMED, REFUSED, UNKNOWN = Outcome.CONFIRMED, Outcome.REFUSED, Outcome.UNKNOWN
NOT_APPLIED = Outcome.NOT_APPLIED
NUMBERS = (11, 12, 13)
ASKED = BulkAsk(
    BulkKind.EARN,
    469,
    65777,
    tuple(BulkRow(CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(number)), number) for number in NUMBERS),
)


def said(code: int) -> list[dict[str, Any]]:
    return [{"status": False, "code": code, "message": "no"}]


def result(number: int, **ids: str) -> dict[str, Any]:
    return {"entityType": "CUSTOMER", "entityId": number, "promotionId": 65777, "programId": 469, **ids}


def done(number: int) -> dict[str, Any]:
    return {"result": result(number, issualId=f"8{number}", earnedId=f"7{number}"), "errors": [], "warnings": []}


def refused(number: int) -> dict[str, Any]:
    return {"result": result(number), "errors": [], "warnings": said(8890)}


def failed(code: int) -> dict[str, Any]:
    return {"errors": said(code), "warnings": []}


def body(*entries: dict[str, Any], **counts: object) -> dict[str, Any]:
    without = sum("result" not in entry for entry in entries)
    return {"response": entries, "totalCount": len(entries), "failureCount": without} | counts


TABLE = [
    (200, body(done(11), done(12), done(13)), [CONFIRMED, CONFIRMED, CONFIRMED]),
    (200, body(done(11), refused(12), failed(8015)), [CONFIRMED, REFUSED, REFUSED]),
    (201, body(failed(8015), done(12), failed(8896)), [REFUSED, CONFIRMED, REFUSED]),
    (200, body(done(11), failed(521), failed(500)), [CONFIRMED, NOT_APPLIED, UNKNOWN]),
    (200, body(done(11), {"result": result(12)}, done(13)), [CONFIRMED, UNKNOWN, CONFIRMED]),
    (200, body(*[failed(1060)] * 3), [REFUSED] * 3),
    (200, {"errors": said(1060)}, [REFUSED] * 3),
    (401, {}, [REFUSED] * 3),
    (429, {"message": "too many"}, [NOT_APPLIED] * 3),
    # rows that cannot be told apart: one request failed as a whole, or an answer to something else
    (200, body(failed(1060)), [UNKNOWN] * 3),
    (200, body(done(11), done(12)), [UNKNOWN] * 3),
    (200, body(done(12), done(11), done(13)), [UNKNOWN] * 3),
    (200, body(done(11), done(12), done(13), done(13)), [UNKNOWN] * 3),
    (200, body(done(11), done(12), done(12)), [UNKNOWN] * 3),
    (200, body(done(11), failed(8015), done(13), failureCount=0), [UNKNOWN] * 3),
    (200, body(done(11), done(12), done(13), totalCount=1), [UNKNOWN] * 3),
    (200, body(*[{"result": {}}] * 3), [UNKNOWN] * 3),
    (200, body(), [UNKNOWN] * 3),
    (500, body(done(11), done(12), done(13)), [UNKNOWN] * 3),
    (502, b"<html>", [UNKNOWN] * 3),
]


def outcomes(result: Answer | PromoInsightError) -> list[Outcome]:
    return [told.outcome for told in told_all(ASKED, result, effect=Action.ISSUE, evidence=["", "", ""])]


@pytest.mark.parametrize(("status", "answered", "expected"), TABLE)
def test_each_row_has_the_outcome_of_the_table(status: int, answered: object, expected: list[Outcome]) -> None:
    content = answered if isinstance(answered, bytes) else json.dumps(answered).encode()
    assert outcomes(Answer(status, {}, content)) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [(NotSentError("No connection."), Outcome.NOT_SENT), (AnswerLostError("No answer."), Outcome.UNKNOWN)],
)
def test_a_failed_send_is_the_end_of_every_row(error: PromoInsightError, expected: Outcome) -> None:
    assert outcomes(error) == [expected] * 3


def test_the_evidence_on_a_row_is_told_of_that_row_alone() -> None:
    answered = Answer(200, {}, json.dumps(body(*map(refused, NUMBERS))).encode())
    ended = told_all(ASKED, answered, effect=Action.ISSUE, evidence=["", "it is full.", ""])
    assert ["it is full." in told.message for told in ended] == [False, True, False]
