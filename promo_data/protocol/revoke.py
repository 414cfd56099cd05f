"""Taking an enrolment or an opt-in back: ``POST /v3/promotions/revoke`` (api-facts §4.3, revoke v3)."""

from collections.abc import Mapping

from pydantic import ValidationError

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.revoke import (
    RevokeAction,
    RevokeAnswer,
    RevokeBody,
    RevokeCustomer,
    RevokeData,
    RevokedPromotion,
)
from promo_data.protocol.call import Call
from promo_data.protocol.enrol import SPELLING
from promo_data.protocol.notices import Notices, notices
from promo_data.protocol.vendor_ids import as_asked, texts
from promo_data.vocabulary import ENROL_SOURCES, Endpoint

PATH = "/v3/promotions/revoke"
_SUCCESS = "SUCCESS"
_NOTHING, _DOUBTFUL = Effect(Proof.NOTHING), Effect(Proof.DOUBTFUL)


def revoke_body(
    identifier: CustomerIdentifier,
    *,
    request_id: str,
    program_id: int,
    promotion_id: int,
    enrolment_id: str | None = None,
    opt_in_id: str | None = None,
) -> RevokeBody:
    """What is sent to take back one enrolment or one opt-in.

    Raises ``InputError`` for a source it does not write with, and unless exactly one of the two ids is given.
    """
    if (enrolment_id is None) == (opt_in_id is None):
        raise InputError("What is taken back has to be named by its id.")
    if identifier.source not in ENROL_SOURCES:
        raise InputError(f"This cannot be done with the source {identifier.source}: choose another.")
    return RevokeBody(
        request_id=request_id,
        action=RevokeAction.REVOKE_OPTIN if enrolment_id is None else RevokeAction.REVOKE_ENROLL,
        program_id=program_id,
        promotion=RevokedPromotion(promotion_id=promotion_id),
        customers=(
            RevokeCustomer(
                identifier_name=SPELLING.get(identifier.kind, identifier.kind.value),
                identifier_value=identifier.value,
                source=identifier.source.value,
                enrollment_ids=_listed(enrolment_id),
                opt_in_ids=_listed(opt_in_id),
            ),
        ),
    )


def _listed(vendor_id: str | None) -> tuple[int | str] | None:
    return None if vendor_id is None else (as_asked(vendor_id),)


def revoke_call(asked: RevokeBody) -> Call:
    """The request; without the flags that would take all of a customer's back."""
    return Call(Endpoint.REVOKE, "POST", PATH, headers=(("Content-Type", "application/json"),), body=asked.wire())


def revoke_notices(body: Mapping[str, object]) -> Notices:
    """The errors and warnings of the answer and of its customer, whose own stand in the result."""
    found = notices(body)
    for result in _results(body.get("data")):
        own = notices(result)
        found = Notices((*found.errors, *own.errors), (*found.warnings, *own.warnings))
    return found


def _results(data: object) -> tuple[Mapping[str, object], ...]:
    given = data.get("customerResults") if isinstance(data, Mapping) else None
    listed = given if isinstance(given, list) else [given]
    return tuple(result for result in listed if isinstance(result, Mapping))


def revoke_effect(body: Mapping[str, object], asked: RevokeBody) -> Effect:
    """What the answer proves: SUCCESS with the id of what was asked, and of nothing else of its kind."""
    try:
        data = RevokeAnswer.model_validate(body).data
    except ValidationError:
        return _DOUBTFUL
    results = () if data is None else data.customer_results
    enrolments = texts(one for result in results for one in result.revoked_enrollment_ids)
    opt_ins = texts(one for result in results for one in result.revoked_opt_in_ids)
    if data is None or not (enrolments or opt_ins):
        return _NOTHING
    ids = WriteIds(enrollment_id=_first(enrolments), optin_id=_first(opt_ins))
    whole = _succeeded(data) and _is_of(data, asked) and _is_all(enrolments, opt_ins, asked)
    return Effect(Proof.WHOLE if whole else Proof.DOUBTFUL, ids)


def _succeeded(data: RevokeData) -> bool:
    return data.status == _SUCCESS and [result.status for result in data.customer_results] in ([_SUCCESS], [None])


def _is_of(data: RevokeData, asked: RevokeBody) -> bool:
    """Nothing in the answer contradicts the request it repeats."""
    request, promotion = data.request_id, data.promotion_id
    return request in (None, asked.request_id) and promotion in (None, asked.promotion.promotion_id)


def _is_all(enrolments: frozenset[str], opt_ins: frozenset[str], asked: RevokeBody) -> bool:
    """Whether it is what was named; an enrolment takes the opt-ins that lie within it along (api-facts §3.6)."""
    customer = asked.customers[0]
    if asked.action is RevokeAction.REVOKE_OPTIN:
        return opt_ins == texts(customer.opt_in_ids or ()) and not enrolments
    return enrolments == texts(customer.enrollment_ids or ())


def _first(ids: frozenset[str]) -> str | None:
    return min(ids, default=None)
