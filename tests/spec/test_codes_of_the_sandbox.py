"""Every error and warning of a write, both ways: the sandbox's has words and an outcome, a row can be provoked."""

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
import pytest

from promo_data.actions.heard import heard
from promo_data.actions.outcomes import Told, told_all
from promo_data.actions.requests import Asked
from promo_data.codes import SHARED, TABLE, Row, meaning
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.models.issue import IssueBody
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.protocol.call import Answer
from promo_data.protocol.enrol import enrol_customer
from promo_data.protocol.notices import Notice
from promo_data.protocol.revoke import revoke_body
from promo_data.sandbox.customers import customer_id
from promo_data.vocabulary import Action, Endpoint, IdentifierKind, Outcome
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, REVOKE, REVOKE_DIRECT_EARN, REVOKE_ENROL_AND_EARN
from tests.unit.sandbox.calls import ENROL, ISSUE
from tests.unit.sandbox.provoked_row import Provoked
from tests.unit.sandbox.provoked_writes import WRITES

NEAR_A_CAP = customer_id(2)
SOMEONE = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(NEAR_A_CAP))
BULK: Mapping[tuple[str, str | None], BulkKind] = {
    (ENROL_AND_EARN, "ENROL"): BulkKind.ENROL,
    (ENROL_AND_EARN, "EARN"): BulkKind.EARN,
    (DIRECT_EARN, None): BulkKind.DIRECT_EARN,
    (REVOKE_ENROL_AND_EARN, "REVOKE_ENROL"): BulkKind.REVOKE_ENROL,
    (REVOKE_ENROL_AND_EARN, "REVOKE_EARN"): BulkKind.REVOKE_EARN,
    (REVOKE_DIRECT_EARN, None): BulkKind.REVOKE_DIRECT_EARN,
}
ENDPOINTS = {ISSUE: Endpoint.ISSUE, ENROL: Endpoint.ENROL, REVOKE: Endpoint.REVOKE} | {
    path: kind.endpoint for (path, _), kind in BULK.items()
}
ROWS = [(endpoint, row) for endpoint in ENDPOINTS.values() for row in (*TABLE[endpoint], *SHARED)]
MAY_BE_DONE = {408, 500, 502, 503, 504, 558}
TURNED_AWAY = {429, 461, 521, 4001}
IN_DOUBT = ("No Response from EMF", "Something went wrong")
ALL_AT_ONCE = "IDS_IGNORED_DUE_TO_REVOKE_ALL"
"""A warning to what our client never asks, and could not call done: more than one thing may have been taken back."""
NOBODY_KNOWS = "It is not known what was done."
UNDOCUMENTED = ("said by the vendor's server", "action must be")
"""With a bare 400 these may as well be a gateway's (design §6)."""
MILESTONES = ("failed to enrol into milestones", "Milestone enrollment failed")


def outcome(row: Provoked, asked: Asked) -> Outcome:
    """Refused, but for what may have been done, was done in part, or was turned away before."""
    if row.code == HTTPStatus.BAD_REQUEST and row.words in UNDOCUMENTED:
        return Outcome.UNKNOWN
    if row.code in MAY_BE_DONE or row.words.startswith((*IN_DOUBT, ALL_AT_ONCE)):
        return Outcome.UNKNOWN
    if row.words in MILESTONES:
        alone = isinstance(asked, EnrolBody) and asked.action is EnrolAction.ENROL_MILESTONES
        return Outcome.REFUSED if alone else Outcome.PARTIAL
    return Outcome.NOT_APPLIED if row.code in TURNED_AWAY else Outcome.REFUSED


def asked_by(row: Provoked, sent: dict[str, Any]) -> Asked:
    """What our client would have asked where that was sent."""
    if row.endpoint == ISSUE:
        return IssueBody(program_id=sent["programId"], promotion_id=sent["promotionId"])
    if row.endpoint == REVOKE:
        return revoke_body(SOMEONE, request_id="r1", program_id=1, promotion_id=1, enrolment_id="1")
    if row.endpoint == ENROL:
        named_by = sent.get("promotion") or {"id": "", "promotionId": 1}
        return EnrolBody(
            request_id="r1",
            action=EnrolAction(sent["action"] or "ENROL"),
            promotion=PromotionReference(id=named_by["id"], promotion_id=named_by["promotionId"]),
            customer=enrol_customer(SOMEONE),
            program_id=sent.get("programId") or 1,
        )
    details = sent["promotionDetails"]
    rows = tuple(BulkRow(SOMEONE, NEAR_A_CAP, "1") for _ in sent["customers"])
    kind = BULK[row.endpoint, sent.get("bulkAction")]
    return BulkAsk(kind, details.get("programId", 1), details.get("promotionId", 1), rows)


@cache
def provoked(row: Provoked) -> tuple[Asked, Answer]:
    got = row.answer()
    return asked_by(row, orjson.loads(got.request.content)), Answer(got.status_code, {}, got.content)


def ended(row: Provoked) -> Iterator[tuple[Notice, Told]]:
    """The notices of that code and words with the outcomes that rest on them."""
    what, answer = provoked(row)
    heard_of = heard(what, answer)
    outcomes = told_all(what, answer, effect=Action.ENROL, evidence=[""] * len(heard_of))
    for one, told in zip(heard_of, outcomes, strict=True):
        said = [*one.notices.errors, *one.notices.warnings, *([one.complaint] if one.complaint else [])]
        for notice in said:
            if notice.code == row.code and row.words.casefold() in notice.message.casefold():
                yield notice, told


@pytest.mark.parametrize("row", WRITES, ids=lambda row: f"{row.endpoint} {row.title}")
def test_what_the_sandbox_says_has_the_outcome_it_should(row: Provoked) -> None:
    assert {told.outcome for _, told in ended(row)} == {outcome(row, provoked(row)[0])}


@pytest.mark.parametrize("row", WRITES, ids=lambda row: f"{row.endpoint} {row.title}")
def test_what_the_sandbox_says_is_in_the_table_of_codes(row: Provoked) -> None:
    notice, told = next(ended(row))
    found = meaning(ENDPOINTS[row.endpoint], notice.code, notice.message)
    assert found.source != "not documented"
    assert found.what.endswith(".")
    assert found.advice.endswith(".")
    has_own_words = row.words in MILESTONES or told.message.endswith(NOBODY_KNOWS)
    assert told.message == found.what or told.outcome is Outcome.PARTIAL or has_own_words
    assert told.advice


@pytest.mark.parametrize(("endpoint", "row"), ROWS)
def test_the_sandbox_can_be_made_to_answer_every_row_of_the_table(endpoint: Endpoint, row: Row) -> None:
    candidates = [one for one in WRITES if ENDPOINTS[one.endpoint] is endpoint and one.code == row.code]
    said = [notice for candidate in candidates for notice, _ in ended(candidate)]
    assert row.meaning() in [meaning(endpoint, notice.code, notice.message) for notice in said]


def test_every_write_is_walked() -> None:
    assert {row.endpoint for row in WRITES} == set(ENDPOINTS)


def test_every_action_of_v3_and_of_bulk_is_walked() -> None:
    asked = {provoked(row)[0] for row in WRITES}
    assert {body.action for body in asked if isinstance(body, EnrolBody)} == set(EnrolAction)
    assert {body.kind for body in asked if isinstance(body, BulkAsk)} == set(BulkKind)
