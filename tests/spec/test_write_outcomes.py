"""The outcome of every answer to a write, as one table: what was asked, what came back, how it ended."""

import json
from typing import Any

import pytest

from promo_data.actions.outcomes import told
from promo_data.actions.requests import Asked
from promo_data.errors import AnswerLostError, InputError, NotSentError, PromoInsightError, UnreadableAnswerError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import WriteIds
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.models.issue import IssueBody
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.call import Answer
from promo_data.protocol.enrol import enrol_customer
from promo_data.protocol.revoke import revoke_body
from promo_data.vocabulary import Action, IdentifierKind, Outcome

HEX = "68c3f64bbd0a8a0aa705c793"
ISSUE = IssueBody(program_id=469, promotion_id=65777)
CUSTOMER = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "388369579")
ENROL = EnrolBody(
    request_id="r1",
    action=EnrolAction.ENROL,
    promotion=PromotionReference(id=HEX, promotion_id=1133590053),
    customer=enrol_customer(CUSTOMER),
    program_id=3334,
)
OPT_IN = ENROL.model_copy(update={"action": EnrolAction.OPT_IN})
MILESTONE = ENROL.model_copy(update={"action": EnrolAction.ENROL_MILESTONES})


def row_of(kind: BulkKind) -> BulkAsk:
    """One row; what is taken back is the enrolment or issue 764."""
    return BulkAsk(kind, 469, 65777, (BulkRow(CUSTOMER, 388369579, "764"),))


EARN, DIRECT_EARN, UNENROL, UNEARN = map(
    row_of, (BulkKind.EARN, BulkKind.DIRECT_EARN, BulkKind.REVOKE_ENROL, BulkKind.REVOKE_EARN)
)
REVOKE = revoke_body(CUSTOMER, request_id="r1", program_id=469, promotion_id=65777, enrolment_id="764")
BULK = (EARN, DIRECT_EARN, UNENROL, UNEARN)
EVERY = (ISSUE, ENROL, *BULK, REVOKE)

DONE = {"programId": 469, "issualId": 3, "promotionId": 65777, "type": "Points promotion"}
OTHER = DONE | {"promotionId": 57099}
NO_IDS = {"programId": 469, "promotionId": 65777}
HTML = b"<html><body>gateway</body></html>"
LIMIT = "Unable to enroll in promotions. Customer already enrolled or limit reached."
EMF = "Unable to enroll in promotions. No Response from EMF service."
INTERNAL = "Unable to enrol in promotions. An internal error occurred in the promotion engine (EMF). Try again later."
MILESTONES = "failed to enrol into milestones"


def v2(*effects: dict[str, Any], errors: object = (), warnings: object = ()) -> dict[str, Any]:
    return {"warnings": warnings, "errors": errors, "sideEffects": effects}


BOTH = {"enrollmentId": "25286", "optinId": "25910"}


def v3(
    status: str = "SUCCESS",
    *,
    ids: bool = True,
    given: dict[str, str] = BOTH,
    errors: object = None,
    warnings: object = None,
) -> dict[str, Any]:
    promotion = {"id": HEX, "identifier": "enr-58", "programId": 3334} | (given if ids else {})
    data = {"requestId": "r1", "action": "ENROL", "enrollmentStatus": {"promotion": promotion}, "status": status}
    return {"data": data, "errors": errors, "warnings": warnings}


def refused(code: int | None = None, message: str = "no") -> dict[str, Any]:
    return {"data": None, "errors": [{"code": code, "message": message}], "warnings": None}


def error(code: int, message: str = "no") -> dict[str, Any]:
    return {"status": False, "code": code, "message": message}


def bulk(*entries: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"response": entries, "totalCount": 1, "failureCount": sum("result" not in e for e in entries)} | more


def row(warnings: object = (), errors: object = (), **ids: object) -> dict[str, Any]:
    about = {"entityType": "CUSTOMER", "entityId": 388369579, "promotionId": 65777, "programId": 469}
    return {"result": about | ids, "errors": errors, "warnings": warnings}


def failed(code: int, message: str = "no") -> dict[str, Any]:
    return {"errors": [error(code, message)], "warnings": []}


def taken_back(status: str = "SUCCESS", *, errors: object = (), **ids: object) -> dict[str, Any]:
    result = {"customerId": 388369579, "status": status, "errors": errors, "warnings": []} | ids
    data = {"requestId": "r1", "status": status, "promotionId": 65777, "customerResults": [result]}
    return {"data": data, "errors": None, "warnings": None}


DENIED = {"errorMessage": "Not authorized. Access is denied!", "errorCode": 4000}
UNCHECKED = {"errorMessage": "Authorization status unavailable!", "errorCode": 4001}

TABLE = [
    # done, with the vendor's ids for exactly what was asked
    (ISSUE, 200, v2(DONE), Outcome.CONFIRMED),
    (ISSUE, 200, v2(DONE | {"earnedId": 764}), Outcome.CONFIRMED),
    (ISSUE, 200, v2(DONE, warnings=[error(8069, "merged customer")]), Outcome.CONFIRMED),
    (ISSUE, 201, v2(DONE), Outcome.CONFIRMED),
    (ENROL, 200, v3(), Outcome.CONFIRMED),
    (ENROL, 201, v3(), Outcome.CONFIRMED),
    (ENROL, 200, v3(given={"enrollmentId": "25286"}), Outcome.CONFIRMED),
    (OPT_IN, 200, v3(), Outcome.CONFIRMED),
    (OPT_IN, 200, v3(given={"optinId": "25910"}), Outcome.CONFIRMED),
    (EARN, 200, bulk(row(issualId="809", earnedId="764")), Outcome.CONFIRMED),
    (EARN, 201, bulk(row(earnedId="764")), Outcome.CONFIRMED),
    (EARN, 200, bulk(row(earnedId="764", warnings=[error(8069, "merged customer")])), Outcome.CONFIRMED),
    (DIRECT_EARN, 200, bulk(row(issualId="809", earnedId="764")), Outcome.CONFIRMED),
    (UNENROL, 200, bulk(row(issualId="764")), Outcome.CONFIRMED),
    (UNEARN, 200, bulk(row(revokedEarnIds=[764])), Outcome.CONFIRMED),
    (REVOKE, 200, taken_back(revokedEnrollmentIds=[764]), Outcome.CONFIRMED),
    # done in part
    (ENROL, 200, v3(warnings=[{"message": MILESTONES}]), Outcome.PARTIAL),
    (ENROL, 200, v3(warnings=MILESTONES), Outcome.PARTIAL),
    (ENROL, 200, v3(warnings="Partial Success: Milestone enrollment failed"), Outcome.PARTIAL),
    (ENROL, 200, v3("PARTIAL_SUCCESS"), Outcome.PARTIAL),
    # not done, in the vendor's words
    (ISSUE, 200, v2(warnings=[error(8890)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(8874)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(1101)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(8015)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(11013)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(1212)]), Outcome.REFUSED),
    (ISSUE, 200, v2(errors=[error(77777)]), Outcome.REFUSED),
    (ISSUE, 200, {"errors": error(8874)}, Outcome.REFUSED),
    (ISSUE, 201, v2(errors=[error(8874)]), Outcome.REFUSED),
    (ISSUE, 400, v2(errors=[error(8003)]), Outcome.REFUSED),
    (ENROL, 201, v3("FAILED", ids=False, warnings=[{"message": LIMIT}]), Outcome.REFUSED),
    (ENROL, 200, v3("FAILED", ids=False, warnings=[{"message": LIMIT}]), Outcome.REFUSED),
    (ENROL, 200, v3(ids=False, warnings=LIMIT), Outcome.REFUSED),
    (ENROL, 400, refused(310008), Outcome.REFUSED),
    (ENROL, 400, refused(400, "Customer not found."), Outcome.REFUSED),
    (ENROL, 200, refused(None, "Program not found."), Outcome.REFUSED),
    (ENROL, 400, refused(None, "Program not found."), Outcome.REFUSED),
    (MILESTONE, 200, v3("FAILED", ids=False, warnings=[{"message": MILESTONES}]), Outcome.REFUSED),
    (MILESTONE, 200, v3("FAILED", ids=False, warnings=[{"message": LIMIT}]), Outcome.REFUSED),
    *[(asked, 200, bulk(row(warnings=[error(8890)])), Outcome.REFUSED) for asked in BULK],
    *[(asked, status, bulk(failed(code)), Outcome.REFUSED) for asked in BULK for status in (200, 201) for code in (
        1060, 1101, 8015, 8874, 8881, 8892, 8896, 8899, 8901, 8902, 8903, 11013, 618,
    )],
    (EARN, 200, {"errors": [error(1060)]}, Outcome.REFUSED),
    (EARN, 200, {"response": [], "errors": [error(1060)], "totalCount": 0, "failureCount": 0}, Outcome.REFUSED),
    (EARN, 400, bulk(failed(8015)), Outcome.REFUSED),
    *[(REVOKE, 200, taken_back("FAILED", errors=[error(code)]), Outcome.REFUSED) for code in (400, 3901, 8892, 8893)],
    (REVOKE, 400, refused(400, "Promotion not found"), Outcome.REFUSED),
    *[(asked, status, body, Outcome.REFUSED) for asked in EVERY for status, body in [
        (401, {}), (401, HTML), (401, b""), (403, DENIED), (404, {}), (404, HTML), (405, {}), (415, {}), (498, {}),
    ]],
    # turned away before it was carried out
    *[(asked, status, body, Outcome.NOT_APPLIED) for asked in EVERY for status, body in [
        (429, {"message": "too many"}), (429, {"error": "too many"}), (429, {"code": 429}), (461, {"message": "busy"}),
        (461, v2(errors=[error(461)])), (521, v2(errors=[error(521)])), (521, refused(None, "several actions")),
        (503, UNCHECKED), *[(ok, v2(errors=[error(code)])) for ok in (200, 400) for code in (429, 461, 521, 4001)],
    ]],
    (EARN, 200, bulk(failed(521)), Outcome.NOT_APPLIED),
    # nobody knows
    (ISSUE, 200, v2(), Outcome.UNKNOWN),
    (ISSUE, 200, {}, Outcome.UNKNOWN),
    (ISSUE, 200, v2(NO_IDS), Outcome.UNKNOWN),
    (ISSUE, 200, v2(OTHER), Outcome.UNKNOWN),
    (ISSUE, 200, v2(DONE, OTHER), Outcome.UNKNOWN),
    (ISSUE, 200, v2(DONE, DONE), Outcome.UNKNOWN),
    (ISSUE, 200, v2(DONE, errors=[error(8874)]), Outcome.UNKNOWN),
    (ISSUE, 200, v2(DONE, warnings=[error(8890)]), Outcome.UNKNOWN),
    (ISSUE, 200, v2(warnings=[error(77777)]), Outcome.UNKNOWN),
    (ISSUE, 200, v2(errors=[error(500, INTERNAL)]), Outcome.UNKNOWN),
    (ISSUE, 200, v2(errors=[{"message": INTERNAL}]), Outcome.UNKNOWN),
    (ENROL, 400, refused(None, INTERNAL), Outcome.UNKNOWN),
    (MILESTONE, 200, v3(warnings=[{"message": MILESTONES}]), Outcome.UNKNOWN),
    (ISSUE, 201, v2(), Outcome.UNKNOWN),
    (ISSUE, 202, {}, Outcome.UNKNOWN),
    (ISSUE, 204, b"", Outcome.UNKNOWN),
    (ISSUE, 302, {}, Outcome.UNKNOWN),
    (ISSUE, 401, v2(DONE), Outcome.UNKNOWN),
    (ISSUE, 500, v2(DONE), Outcome.UNKNOWN),
    (ENROL, 200, v3(warnings=[{"message": EMF}]), Outcome.UNKNOWN),
    (ENROL, 200, v3(ids=False, warnings=[{"message": EMF}]), Outcome.UNKNOWN),
    (ENROL, 200, v3(ids=False, warnings="Something went wrong"), Outcome.UNKNOWN),
    (ENROL, 200, v3(ids=False), Outcome.UNKNOWN),
    (ENROL, 200, v3(given={"optinId": "25910"}), Outcome.UNKNOWN),
    (OPT_IN, 200, v3(given={"enrollmentId": "25286"}), Outcome.UNKNOWN),
    (MILESTONE, 200, v3(), Outcome.UNKNOWN),
    (ENROL, 200, v3(ids=False, warnings=[{"message": MILESTONES}]), Outcome.UNKNOWN),
    (ENROL, 200, v3("FAILED"), Outcome.UNKNOWN),
    (ENROL, 200, v3(warnings=[{"message": LIMIT}]), Outcome.UNKNOWN),
    (ENROL, 200, refused(500, INTERNAL), Outcome.UNKNOWN),
    (ENROL, 400, refused(500, INTERNAL), Outcome.UNKNOWN),
    (ENROL, 200, v3() | {"data": v3()["data"] | {"requestId": "another"}}, Outcome.UNKNOWN),
    *[(asked, 200, bulk(row()), Outcome.UNKNOWN) for asked in BULK],
    *[(asked, 200, bulk(failed(500)), Outcome.UNKNOWN) for asked in BULK],
    *[(asked, 200, bulk(), Outcome.UNKNOWN) for asked in BULK],
    (EARN, 200, bulk(row(issualId="809")), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764", errors=[error(8015)])), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764", warnings=[error(8890)])), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764"), errors=[error(8874)]), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764"), row(earnedId="765")), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764", entityId=1)), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764", promotionId=1)), Outcome.UNKNOWN),
    (EARN, 200, bulk(row(earnedId="764"), failureCount=1), Outcome.UNKNOWN),
    (EARN, 200, bulk({"errors": [], "warnings": []}), Outcome.UNKNOWN),
    (EARN, 500, bulk(row(earnedId="764")), Outcome.UNKNOWN),
    (UNENROL, 200, bulk(row(issualId="809")), Outcome.UNKNOWN),
    (UNEARN, 200, bulk(row(revokedEarnIds=[764, 765])), Outcome.UNKNOWN),
    (REVOKE, 400, refused(558, "DUPLICATE_REQUEST_ID"), Outcome.UNKNOWN),
    (REVOKE, 200, refused(558, "DUPLICATE_REQUEST_ID"), Outcome.UNKNOWN),
    (REVOKE, 200, taken_back(), Outcome.UNKNOWN),
    (REVOKE, 200, taken_back("FAILED"), Outcome.UNKNOWN),
    (REVOKE, 200, taken_back("FAILED", revokedEnrollmentIds=[764]), Outcome.UNKNOWN),
    (REVOKE, 200, taken_back(revokedEnrollmentIds=[1]), Outcome.UNKNOWN),
    *[(asked, status, body, Outcome.UNKNOWN) for asked in EVERY for status, body in [
        (200, HTML), (200, b""), (200, b'{"warnings": [], "errors": [], "sideE'), (400, HTML), (429, HTML), (408, {}),
        (400, {}), (400, {"message": "upstream request timeout"}), (400, v2(errors=[error(400, "upstream timeout")])),
        (400, v2(errors=[error(77777)])), (400, v2(errors=[error(408)])), (200, v2(errors=[error(408)])),
        (409, {}), (500, {}), (500, HTML), (502, HTML), (503, {}), (503, HTML), (504, HTML), (521, HTML),
        (429, {}), (429, []), (429, b""), (429, {"code": 7}), (429, v2()), (461, {}), (521, {}), (521, v2(errors=[{}])),
        (503, {"message": "later"}), (503, {"errorCode": 4000}),
    ]],
]  # fmt: skip


def answer(status: int, body: object) -> Answer:
    return Answer(status, {"x-cap-requestid": "q7"}, body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize(("asked", "status", "body", "outcome"), TABLE)
def test_an_answer_has_the_outcome_of_the_table(asked: Asked, status: int, body: object, outcome: Outcome) -> None:
    assert told(asked, answer(status, body), effect=Action.ENROL).outcome is outcome


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotSentError("The vendor's server refused the connection."), Outcome.NOT_SENT),
        (InputError("This host may not be used."), Outcome.NOT_SENT),
        (AnswerLostError("No answer within 20 seconds."), Outcome.UNKNOWN),
        (UnreadableAnswerError("The answer is larger than 8 MiB.", status=200), Outcome.UNKNOWN),
    ],
)
def test_a_failed_send_is_unknown_unless_it_provably_never_left(error: PromoInsightError, outcome: Outcome) -> None:
    ended = told(ISSUE, error, effect=Action.ISSUE)
    assert (ended.outcome, ended.message) == (outcome, str(error))


@pytest.mark.parametrize(("asked", "status", "body", "outcome"), TABLE)
def test_every_outcome_is_told_in_sentences(asked: Asked, status: int, body: object, outcome: Outcome) -> None:
    ended = told(asked, answer(status, body), effect=Action.ENROL)
    assert ended.message.endswith(".")
    assert ("Do not repeat it yet" in ended.advice) is (outcome is Outcome.UNKNOWN)
    ours = ended.message.partition("“")[0]
    assert "Try again" not in (ours if outcome is Outcome.UNKNOWN else "")


def test_the_proof_is_kept() -> None:
    ended = told(ISSUE, answer(200, v2(DONE | {"earnedId": "764"})), effect=Action.ISSUE)
    assert (ended.ids, ended.request_id) == (WriteIds(issual_id=3, earned_id="764"), "q7")


def test_the_vendors_code_and_words_are_kept() -> None:
    ended = told(ISSUE, answer(200, v2(errors=[error(8874, "promotion id passed is invalid")])), effect=Action.ISSUE)
    assert (ended.code, ended.vendor_message) == (8874, "promotion id passed is invalid")
    assert ended.message == "The vendor does not know this promotion."


def test_a_status_stands_in_where_the_body_has_no_code() -> None:
    assert told(ISSUE, answer(401, HTML), effect=Action.ISSUE).code == 401


def test_a_limit_is_called_likely_only_on_evidence() -> None:
    declined = answer(200, v2(warnings=[error(8890)]))
    assert "Likely" not in told(ISSUE, declined, effect=Action.ISSUE).message
    assert told(ISSUE, declined, effect=Action.ISSUE, evidence="it is full.").message.endswith(
        "Likely cause, from what was read before: it is full."
    )


@pytest.mark.parametrize(
    ("effect", "sentence"),
    [
        (Action.ENROL, "The customer is enrolled."),
        (Action.ISSUE, "The promotion was issued to the customer."),
        (Action.OPT_IN, "The customer is opted in."),
        (Action.REVOKE_ENROL, "The enrolment was taken back."),
        (Action.REVOKE_OPT_IN, "The opt-in was taken back."),
        (Action.REVOKE_ISSUE, "The issue was taken back."),
        (Action.ENROL_MILESTONES, "The customer is enrolled in the milestone."),
    ],
)
def test_what_is_confirmed_says_what_was_done(effect: Action, sentence: str) -> None:
    assert told(ENROL, answer(200, v3()), effect=effect).message == sentence


def test_what_was_done_in_part_says_what_to_do_about_the_rest() -> None:
    for body in (v3("PARTIAL_SUCCESS"), v3(warnings=[{"message": MILESTONES}])):
        assert told(ENROL, answer(200, body), effect=Action.ENROL).advice.endswith(".")


def test_milestones_that_failed_are_not_said_to_have_enrolled_anybody() -> None:
    body = v3("FAILED", ids=False, warnings=[{"message": MILESTONES}])
    ended = told(MILESTONE, answer(200, body), effect=Action.ENROL_MILESTONES)
    assert ended.message.startswith("The customer was not enrolled in the milestone.")
    assert ended.advice


@pytest.mark.parametrize("result", [answer(500, {}), AnswerLostError("No answer within 20 seconds.")])
def test_milestones_of_which_nobody_knows_are_left_to_a_person(result: Answer | PromoInsightError) -> None:
    ended = told(MILESTONE, result, effect=Action.ENROL_MILESTONES)
    assert ended.outcome is Outcome.UNKNOWN
    assert "no reading can tell" in ended.advice


def test_a_warning_beside_what_was_done_is_told_in_the_vendors_words_only() -> None:
    ended = told(ISSUE, answer(200, v2(DONE, warnings=[error(8069, "merged customer")])), effect=Action.ISSUE)
    assert (ended.outcome, ended.code, ended.vendor_message) == (Outcome.CONFIRMED, None, "8069: merged customer")


def test_the_words_of_a_row_are_those_of_its_endpoint() -> None:
    declined = answer(200, bulk(row(warnings=[error(8890)])))
    assert told(EARN, declined, effect=Action.ISSUE).message.startswith("The customer was not given the promotion.")
    assert told(UNEARN, declined, effect=Action.REVOKE_ISSUE).message.startswith("It was not taken back.")


def test_a_repeated_request_id_of_ours_leaves_the_end_open() -> None:
    ended = told(REVOKE, answer(400, refused(558, "DUPLICATE_REQUEST_ID")), effect=Action.REVOKE_ENROL)
    assert (ended.outcome, ended.code) == (Outcome.UNKNOWN, 558)
    assert "something on the way repeated it" in ended.message


def test_a_request_turned_away_keeps_the_words_of_the_gateway() -> None:
    ended = told(ISSUE, answer(429, {"message": "too many"}), effect=Action.ISSUE)
    assert (ended.code, ended.vendor_message) == (429, "too many")
