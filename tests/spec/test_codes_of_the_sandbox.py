"""Every error and warning that the sandbox can give to a write: it has words, advice, a source, and an outcome."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx
import orjson
import pytest

from promo_data.actions.heard import heard
from promo_data.actions.outcomes import Told, told_all
from promo_data.actions.requests import Asked
from promo_data.codes import meaning
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.models.issue import IssueBody
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.call import Answer
from promo_data.protocol.enrol import enrol_customer
from promo_data.protocol.notices import Notice
from promo_data.protocol.revoke import revoke_body
from promo_data.sandbox import World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.vocabulary import Action, IdentifierKind, Outcome
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, REVOKE, REVOKE_DIRECT_EARN, REVOKE_ENROL_AND_EARN
from tests.unit.sandbox.calls import ENROL, ISSUE, Api, Clock, asked, named, titled
from tests.unit.sandbox.provoked import TABLE, Provoked
from tests.unit.sandbox.provoking import DIRECT, SHOP, Request, bulk_row, bulk_to

NEAR_A_CAP = customer_id(2)
SOMEONE = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(NEAR_A_CAP))


def revoke(action: str, of: str = SHOP, /, *, times: int = 1, **changed: object) -> Request:
    """Taking back from someone who has nothing of it, or what is changed in that."""
    flag = {"REVOKE_ENROLL": "revokeAllEnrollments", "REVOKE_OPTIN": "revokeAllOptIns"}.get(action, "none")

    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, of)
        body = {
            "requestId": "r1",
            "action": action,
            "programId": wanted.programme_id,
            "promotion": {"promotionId": wanted.id},
            "customers": [asked(titled(world, "Near a cap"))],
        }
        flags = {} if "customers" in changed else {flag: "true"}
        return [api.post(REVOKE, body | changed, flags) for _ in range(times)][-1]

    return request


STRANGER = [{"identifierName": "mobile", "identifierValue": "1", "source": "INSTORE", "enrollmentIds": [1]}]
NO_OPT_IN = [{"identifierName": "id", "identifierValue": str(NEAR_A_CAP), "optInIds": [1]}]
MORE = [
    Provoked(558, REVOKE, "revoke", revoke("REVOKE_ENROLL", times=2)),
    Provoked(3901, REVOKE, "revoke", revoke("REVOKE_ENROLL")),
    Provoked(8893, REVOKE, "revoke", revoke("REVOKE_OPTIN")),
    Provoked(8892, REVOKE, "revoke", revoke("REVOKE_OPTIN", customers=NO_OPT_IN)),
    Provoked(400, REVOKE, "revoke", revoke("REVOKE_ENROLL", customers=STRANGER), "Customer not found"),
    Provoked(400, REVOKE, "revoke", revoke("REVOKE_ENROLL", promotion={"promotionId": 1}), "Promotion not found"),
    Provoked(400, REVOKE, "revoke", revoke("REVOKE_ENROLL", programId=1), "program was not found"),
    Provoked(400, REVOKE, "revoke", revoke("REVOKE_OPTIN", DIRECT), "not applicable"),
    Provoked(400, REVOKE, "revoke", revoke("REVOKE_ALL"), "action must be"),
    Provoked(8902, REVOKE_ENROL_AND_EARN, "revoke", bulk_to(REVOKE_ENROL_AND_EARN, DIRECT, "REVOKE_ENROL")),
    Provoked(8890, REVOKE_ENROL_AND_EARN, "revoke", bulk_to(REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_ENROL")),
    Provoked(8903, REVOKE_ENROL_AND_EARN, "revoke", bulk_row(REVOKE_ENROL_AND_EARN, SHOP, "REVOKE_EARN", earnIds=[1])),
]
BULK: Mapping[str, BulkKind] = {
    ENROL_AND_EARN: BulkKind.ENROL,
    DIRECT_EARN: BulkKind.DIRECT_EARN,
    REVOKE_ENROL_AND_EARN: BulkKind.REVOKE_ENROL,
    REVOKE_DIRECT_EARN: BulkKind.REVOKE_DIRECT_EARN,
}
WRITES = [row for row in (*TABLE, *MORE) if row.request and row.endpoint in (ISSUE, ENROL, REVOKE, *BULK)]


def outcome(row: Provoked) -> Outcome:
    """Refused, but for what may have been done, was done in part, or was turned away before."""
    if row.code in (500, 558) or "No Response from EMF" in row.words:
        return Outcome.UNKNOWN
    if "failed to enrol into milestones" in row.words:
        return Outcome.PARTIAL
    return Outcome.NOT_APPLIED if row.code == 521 else Outcome.REFUSED


def asked_by(row: Provoked, sent: dict[str, Any]) -> Asked:
    """What our client would have asked where that was sent."""
    if row.endpoint == ISSUE:
        return IssueBody(program_id=sent["programId"], promotion_id=sent["promotionId"])
    if row.endpoint == REVOKE:
        return revoke_body(SOMEONE, request_id="r1", program_id=1, promotion_id=1, enrolment_id="1")
    if row.endpoint == ENROL:
        named_by = sent.get("promotion") or {"id": "", "promotionId": 1}
        promotion = PromotionReference(id=named_by["id"], promotion_id=named_by["promotionId"])
        return EnrolBody(
            request_id="r1",
            action=EnrolAction.ENROL,
            promotion=promotion,
            customer=enrol_customer(SOMEONE),
            program_id=sent.get("programId") or 1,
        )
    details = sent["promotionDetails"]
    rows = tuple(BulkRow(SOMEONE, NEAR_A_CAP, "1") for _ in sent["customers"])
    return BulkAsk(BULK[row.endpoint], details.get("programId", 1), details.get("promotionId", 1), rows)


@cache
def provoked(row: Provoked) -> tuple[Asked, Answer]:
    assert row.request is not None
    world = build_world(seed=7, customers=60, clock=Clock(), switches=row.switches)
    got = row.request(Api(world), world)
    return asked_by(row, orjson.loads(got.request.content)), Answer(got.status_code, {}, got.content)


def ended(row: Provoked) -> Iterator[tuple[Notice, Told]]:
    """The notices of that code and words with the outcomes that rest on them."""
    what, answer = provoked(row)
    heard_of = heard(what, answer)
    outcomes = told_all(what, answer, effect=Action.ENROL, evidence=[""] * len(heard_of))
    for one, told in zip(heard_of, outcomes, strict=True):
        for notice in (*one.notices.errors, *one.notices.warnings):
            if notice.code == row.code and row.words.casefold() in notice.message.casefold():
                yield notice, told


@pytest.mark.parametrize("row", WRITES, ids=lambda row: f"{row.endpoint} {row.title}")
def test_what_the_sandbox_says_has_the_outcome_it_should(row: Provoked) -> None:
    assert {told.outcome for _, told in ended(row)} == {outcome(row)}


@pytest.mark.parametrize("row", WRITES, ids=lambda row: f"{row.endpoint} {row.title}")
def test_what_the_sandbox_says_is_in_the_table_of_codes(row: Provoked) -> None:
    what, answer = provoked(row)
    notice, told = next(ended(row))
    found = meaning(heard(what, answer)[0].endpoint, notice.code, notice.message)
    assert found.source != "not documented"
    assert found.what.endswith(".")
    assert found.advice.endswith(".")
    assert told.message == found.what or told.outcome is Outcome.PARTIAL
    assert told.advice


def test_every_write_is_walked() -> None:
    assert {row.endpoint for row in WRITES} == {ISSUE, ENROL, REVOKE, *BULK}
