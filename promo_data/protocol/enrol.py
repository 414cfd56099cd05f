"""Enrolling, opting in and enrolling in milestones: ``POST /v3/promotions/enrol`` (002)."""

from collections.abc import Mapping

from pydantic import ValidationError

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import Effect, Proof, WriteIds
from promo_data.models.enrol import (
    EnrolAction,
    EnrolAnswer,
    EnrolBody,
    EnrolCustomer,
    EnrolData,
    EnrolledPromotion,
    EnrollmentStatus,
    MilestoneReference,
    Milestones,
)
from promo_data.protocol.call import Call
from promo_data.vocabulary import ENROL_SOURCES, Endpoint, IdentifierKind

PATH = "/v3/promotions/enrol"
SPELLING: Mapping[IdentifierKind, str] = {IdentifierKind.EXTERNAL_ID: "external_id"}
"""Error 310006 writes ``external_id``; the table names only id, mobile and email (002)."""

_SUCCESS, _PARTIAL = "SUCCESS", "PARTIAL"


def enrol_customer(identifier: CustomerIdentifier, milestone_rule: int | None = None) -> EnrolCustomer:
    """The customer as this endpoint spells one; raises ``InputError`` for a source it does not write with."""
    if identifier.source not in ENROL_SOURCES:
        raise InputError(f"Customers cannot be enrolled with the source {identifier.source}: choose another.")
    return EnrolCustomer(
        identifier_name=SPELLING.get(identifier.kind, identifier.kind.value),
        identifier_value=identifier.value,
        source=identifier.source.value,
        milestone=None if milestone_rule is None else MilestoneReference(target_rule_id=milestone_rule),
    )


def enrol_call(asked: EnrolBody) -> Call:
    """The request."""
    return Call(Endpoint.ENROL, "POST", PATH, headers=(("Content-Type", "application/json"),), body=asked.wire())


def enrol_effect(body: Mapping[str, object], asked: EnrolBody) -> Effect:
    """What the answer proves: SUCCESS with the id of what was asked, about this request (002, example response)."""
    try:
        data = EnrolAnswer.model_validate(body).data
    except ValidationError:
        return Effect(Proof.DOUBTFUL)
    status = (data and data.enrollment_status) or EnrollmentStatus()
    promotion, milestones = status.promotion or EnrolledPromotion(), status.milestone or Milestones()
    ids = WriteIds(enrollment_id=promotion.enrollment_id, optin_id=promotion.optin_id)
    if data is None or not (ids or _lists_rule(milestones, asked)):
        return Effect(Proof.NOTHING)
    fits = _names_the_deed(ids, milestones, asked) and _is_of(data, promotion, asked)
    return Effect(_proof(data, milestones) if fits else Proof.DOUBTFUL, ids)


def _names_the_deed(ids: WriteIds, milestones: Milestones, asked: EnrolBody) -> bool:
    """Whether the answer has the id of what was asked: an enrolment's does not prove an opt-in, nor the reverse."""
    if asked.action is EnrolAction.ENROL_MILESTONES:
        return _lists_rule(milestones, asked)
    return (ids.optin_id if asked.action is EnrolAction.OPT_IN else ids.enrollment_id) is not None


def _lists_rule(milestones: Milestones, asked: EnrolBody) -> bool:
    """Whether the milestone asked for is among those of the answer; the only proof that ENROL_MILESTONES can have."""
    wanted = asked.customer.milestone
    return wanted is not None and any(m.target_rule_id == wanted.target_rule_id for m in milestones.milestones)


def _is_of(data: EnrolData, promotion: EnrolledPromotion, asked: EnrolBody) -> bool:
    """Nothing in the answer contradicts the request it repeats."""
    repeated = (
        (data.request_id, asked.request_id),
        (promotion.id, asked.promotion.id),
        (promotion.program_id, asked.program_id),
    )
    return all(given in (None, sent) for given, sent in repeated)


def _proof(data: EnrolData, milestones: Milestones) -> Proof:
    if data.status != _SUCCESS:
        return Proof.PART if (data.status or "").startswith(_PARTIAL) else Proof.DOUBTFUL
    return Proof.WHOLE if milestones.status in (None, _SUCCESS) else Proof.PART
