import json
from copy import deepcopy
from typing import Any

import pytest

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.revoke import RevokeBody
from promo_data.protocol.notices import Notice, Notices
from promo_data.protocol.revoke import revoke_body, revoke_call, revoke_effect, revoke_notices
from promo_data.vocabulary import ENROL_SOURCES, Endpoint, IdentifierKind, Source

CUSTOMER = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "388369579")


def asked(
    identifier: CustomerIdentifier = CUSTOMER, *, enrolment_id: str | None = None, opt_in_id: str | None = None
) -> RevokeBody:
    return revoke_body(
        identifier,
        request_id="r1",
        program_id=3334,
        promotion_id=65777,
        enrolment_id=enrolment_id,
        opt_in_id=opt_in_id,
    )


ENROLMENT, OPT_IN = asked(enrolment_id="25286"), asked(opt_in_id="25910")
RESULT: dict[str, Any] = {
    "customerId": 388369579, "revokedEnrollmentIds": [25286], "revokedOptInIds": [], "status": "SUCCESS",
    "errors": [], "warnings": [],
}  # fmt: skip
DONE: dict[str, Any] = {
    "data": {"requestId": "r1", "status": "SUCCESS", "promotionId": 65777, "customerResults": [RESULT]},
    "errors": None,
    "warnings": None,
}


def answered(data: dict[str, Any] | None = None, **result: object) -> dict[str, Any]:
    body = deepcopy(DONE)
    body["data"]["customerResults"][0] |= result
    body["data"] |= data or {}
    return body


def test_an_enrolment_is_named_by_its_id() -> None:
    call = revoke_call(ENROLMENT)
    assert (call.endpoint, call.method, call.path) == (Endpoint.REVOKE, "POST", "/v3/promotions/revoke")
    assert call.query == ()
    assert not call.repeatable
    assert json.loads(call.body or b"") == {
        "requestId": "r1",
        "action": "REVOKE_ENROLL",
        "programId": 3334,
        "promotion": {"promotionId": 65777},
        "customers": [
            {"identifierName": "id", "identifierValue": "388369579", "source": "INSTORE", "enrollmentIds": [25286]}
        ],
    }


def test_an_opt_in_is_named_by_its_id() -> None:
    sent = json.loads(revoke_call(OPT_IN).body or b"")
    assert (sent["action"], sent["customers"][0]["optInIds"]) == ("REVOKE_OPTIN", [25910])
    assert "enrollmentIds" not in sent["customers"][0]


@pytest.mark.parametrize("ids", [{}, {"enrolment_id": "1", "opt_in_id": "2"}])
def test_exactly_one_thing_is_taken_back(ids: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="named by its id"):
        asked(**ids)


@pytest.mark.parametrize("source", Source)
def test_only_sources_to_write_with_are_taken(source: Source) -> None:
    identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "388369579", source)
    if source in ENROL_SOURCES:
        assert asked(identifier, enrolment_id="1").customers[0].source == source
    else:
        with pytest.raises(InputError, match=source):
            asked(identifier, enrolment_id="1")


def test_success_with_the_id_asked_for_is_the_whole_proof() -> None:
    assert revoke_effect(DONE, ENROLMENT) == Effect(Proof.WHOLE, WriteIds(enrollment_id="25286"))
    opted_out = answered(revokedEnrollmentIds=[], revokedOptInIds=["25910"])
    assert revoke_effect(opted_out, OPT_IN) == Effect(Proof.WHOLE, WriteIds(optin_id="25910"))


def test_an_enrolment_may_take_its_opt_ins_along() -> None:
    assert revoke_effect(answered(revokedOptInIds=[25910]), ENROLMENT).proof is Proof.WHOLE


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": None},
        answered({"customerResults": None}),
        answered({"status": "FAILED"}, revokedEnrollmentIds=[], status="FAILED"),
    ],
)
def test_without_ids_nothing_is_proved(body: dict[str, Any]) -> None:
    assert revoke_effect(body, ENROLMENT) == Effect(Proof.NOTHING)


@pytest.mark.parametrize(
    "body",
    [
        answered(revokedEnrollmentIds=[1]),
        answered(revokedEnrollmentIds=[25286, 1]),
        answered(revokedEnrollmentIds=[], revokedOptInIds=[25286]),
        answered(status="FAILED"),
        answered({"status": "FAILED"}),
        answered({"status": "PARTIAL_SUCCESS"}),
        answered({"requestId": "another"}),
        answered({"promotionId": 1}),
        answered({"customerResults": [RESULT, RESULT]}),
        answered({"customerResults": "done"}),
    ],
)
def test_what_does_not_fit_is_doubtful(body: dict[str, Any]) -> None:
    assert revoke_effect(body, ENROLMENT).proof is Proof.DOUBTFUL


def test_an_opt_in_takes_no_enrolment_along() -> None:
    assert revoke_effect(answered(revokedOptInIds=[25910]), OPT_IN).proof is Proof.DOUBTFUL


def test_the_customers_own_errors_and_warnings_are_heard() -> None:
    body = answered(errors=[{"code": 3901, "message": "none"}], warnings=[{"message": "careful"}])
    assert revoke_notices(body | {"errors": [{"code": 400, "message": "wrong"}]}) == Notices(
        (Notice(400, "wrong"), Notice(3901, "none")), (Notice(None, "careful"),)
    )


@pytest.mark.parametrize("data", [None, "no", {}, {"customerResults": "no"}])
def test_without_results_there_are_only_those_of_the_answer(data: object) -> None:
    assert revoke_notices({"data": data}) == Notices()


def test_no_customer_shows() -> None:
    assert "388369579" not in repr((ENROLMENT, revoke_call(ENROLMENT)))
