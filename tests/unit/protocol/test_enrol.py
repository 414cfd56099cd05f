import json
from copy import deepcopy
from typing import Any

import pytest

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.protocol.enrol import enrol_call, enrol_customer, enrol_effect
from promo_data.vocabulary import ENROL_SOURCES, Endpoint, IdentifierKind, Source

HEX = "68c3f64bbd0a8a0aa705c793"
CUSTOMER = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "388369579")

# 002, example response
DONE: dict[str, Any] = {
    "data": {
        "requestId": "some-test-id",
        "action": "ENROL",
        "customer": {"identifierName": "id", "identifierValue": "388369579", "customerId": 388369579},
        "enrollmentStatus": {
            "promotion": {
                "id": HEX,
                "identifier": "enr-58",
                "programId": 3334,
                "enrollmentId": "25286",
                "optinId": "25910",
            },
            "milestone": {
                "status": "SUCCESS",
                "milestones": [{"targetGroupId": 97829, "targetRuleId": 151359, "initialBalance": 0}],
            },
        },
        "status": "SUCCESS",
    },
    "errors": None,
    "warnings": None,
}
IDS = WriteIds(enrollment_id="25286", optin_id="25910")


def asked(action: EnrolAction = EnrolAction.ENROL, rule: int | None = None) -> EnrolBody:
    return EnrolBody(
        request_id="some-test-id",
        action=action,
        promotion=PromotionReference(id=HEX, promotion_id=1133590053),
        customer=enrol_customer(CUSTOMER, rule),
        program_id=3334,
    )


def done_with(*path: str, value: object) -> dict[str, Any]:
    body = deepcopy(DONE)
    part = body["data"]
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return body


def without_ids() -> dict[str, Any]:
    return done_with(
        "enrollmentStatus", "promotion", value={"id": HEX, "programId": 3334, "enrollmentId": None, "optinId": None}
    )


def test_the_request_is_that_of_the_document() -> None:
    call = enrol_call(asked())
    assert (call.endpoint, call.method, call.path, call.query) == (Endpoint.ENROL, "POST", "/v3/promotions/enrol", ())
    assert json.loads(call.body or b"") == {
        "requestId": "some-test-id",
        "action": "ENROL",
        "promotion": {"id": HEX, "promotionId": 1133590053},
        "customer": {"identifierName": "id", "identifierValue": "388369579", "source": "INSTORE"},
        "programId": 3334,
    }
    assert not call.repeatable


def test_a_milestone_names_its_rule_within_the_customer() -> None:
    body = json.loads(enrol_call(asked(EnrolAction.ENROL_MILESTONES, 151359)).body or b"")
    assert body["customer"]["milestone"] == {"targetRuleId": 151359}


def test_the_external_id_is_spelled_as_the_error_text_spells_it() -> None:
    assert enrol_customer(CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "007")).identifier_name == "external_id"


@pytest.mark.parametrize("source", Source)
def test_only_the_documents_sources_enrol(source: Source) -> None:
    identifier = CustomerIdentifier(IdentifierKind.MOBILE, "18767431754", source)
    if source in ENROL_SOURCES:
        assert enrol_customer(identifier).source == source
    else:
        with pytest.raises(InputError, match=source):
            enrol_customer(identifier)


def test_the_identifier_does_not_show() -> None:
    assert "388369579" not in repr(asked())


def test_the_documents_example_is_the_whole_proof() -> None:
    assert enrol_effect(DONE, asked()) == Effect(Proof.WHOLE, IDS)


def test_an_answer_without_milestones_is_the_whole_proof() -> None:
    assert enrol_effect(done_with("enrollmentStatus", "milestone", value=None), asked()) == Effect(Proof.WHOLE, IDS)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": None},
        {"data": {}},
        {"data": {"status": "SUCCESS"}},
        {"data": {"enrollmentStatus": None, "status": "SUCCESS"}},
        without_ids(),
    ],
)
def test_an_answer_without_ids_proves_nothing(body: dict[str, Any]) -> None:
    assert enrol_effect(body, asked()).proof is Proof.NOTHING


@pytest.mark.parametrize(
    "body",
    [
        done_with("enrollmentStatus", "milestone", "status", value="FAILED"),
        done_with("status", value="PARTIAL_SUCCESS"),
    ],
)
def test_a_failed_milestone_leaves_a_part(body: dict[str, Any]) -> None:
    assert enrol_effect(body, asked()) == Effect(Proof.PART, IDS)


@pytest.mark.parametrize(
    "body",
    [
        done_with("requestId", value="another"),
        done_with("enrollmentStatus", "promotion", "id", value="0" * 24),
        done_with("enrollmentStatus", "promotion", "programId", value=1),
        done_with("status", value="FAILED"),
        done_with("status", value=None),
        done_with("enrollmentStatus", value="SUCCESS"),
    ],
)
def test_an_answer_about_something_else_is_doubtful(body: dict[str, Any]) -> None:
    assert enrol_effect(body, asked()).proof is Proof.DOUBTFUL


@pytest.mark.parametrize(("action", "missing"), [(EnrolAction.ENROL, "enrollmentId"), (EnrolAction.OPT_IN, "optinId")])
def test_the_id_of_something_else_is_doubtful(action: EnrolAction, missing: str) -> None:
    body = done_with("enrollmentStatus", "promotion", missing, value=None)
    assert enrol_effect(body, asked(action)).proof is Proof.DOUBTFUL


@pytest.mark.parametrize(("action", "other"), [(EnrolAction.ENROL, "optinId"), (EnrolAction.OPT_IN, "enrollmentId")])
def test_its_own_id_alone_is_the_whole_proof(action: EnrolAction, other: str) -> None:
    body = done_with("enrollmentStatus", "promotion", other, value=None)
    assert enrol_effect(body, asked(action)).proof is Proof.WHOLE


def test_ids_without_the_milestone_asked_for_are_doubtful() -> None:
    assert enrol_effect(DONE, asked(EnrolAction.ENROL_MILESTONES, 1)).proof is Proof.DOUBTFUL


def test_a_milestone_is_proved_by_its_rule_in_the_answer() -> None:
    assert enrol_effect(without_ids(), asked(EnrolAction.ENROL_MILESTONES, 151359)).proof is Proof.WHOLE


def test_another_milestone_proves_nothing() -> None:
    assert enrol_effect(without_ids(), asked(EnrolAction.ENROL_MILESTONES, 1)).proof is Proof.NOTHING
