"""The body of POST /v3/promotions/enrol, checked in the order of its error codes (002)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from promo_data.sandbox.endpoints.creation_rules import parsed_moment
from promo_data.sandbox.endpoints.requests import ENROL_SOURCES, identifier_name, json_number
from promo_data.sandbox.errors import RefusedError, v3_refused

Action = Literal["ENROL", "OPT_IN", "ENROL_MILESTONES"]

_ACTIONS = ("ENROL", "OPT_IN", "ENROL_MILESTONES")
_MESSAGES = {
    310002: "action is required. Specify a valid action: ENROL, OPT_IN, or ENROL_MILESTONES.",
    310003: "promotion is required. Ensure the promotion object is provided in the request body.",
    310004: "customer is required. Ensure the customer object with identifiers is provided.",
    310005: "programId is required. Provide a valid loyalty program ID.",
    310006: "customer.identifierName is required. Use a valid identifier like mobile, email, or external_id.",
    310007: "customer.identifierValue is required. Provide the actual value for the customer identifier.",
    310008: "customer.source is required. Specify the source of the enrollment (e.g., INSTORE).",
    310009: "customer.milestone.targetRuleId is required. Provide the specific targetRuleId for milestone enrollment.",
}


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """What was asked. The identifier's name is kept as given too, for it is echoed."""

    request_id: object
    action: Action
    programme_id: int
    promotion_id: int | None
    hex_id: object
    given_identifier_name: str
    identifier_name: str
    identifier_value: str
    source: str
    target_rule_id: int | None
    opted_in_at: datetime | None


def read_request(body: Mapping[str, object]) -> EnrolmentRequest:
    """The request in that body. RefusedError 310002 to 310009 for the first part that is missing."""
    action = body.get("action")
    if action not in _ACTIONS:
        raise _missing(310002)
    promotion = _part(body, "promotion", 310003)
    customer = _part(body, "customer", 310004)
    programme_id = json_number(body.get("programId"))
    if programme_id is None:
        raise _missing(310005)
    given_name = _text(customer, "identifierName", 310006)
    name = identifier_name(given_name)
    if name is None:
        raise _missing(310006)
    value = _text(customer, "identifierValue", 310007)
    source = _text(customer, "source", 310008)
    if source not in ENROL_SOURCES:
        raise _missing(310008)
    return EnrolmentRequest(
        request_id=body.get("requestId"),
        action=cast("Action", action),
        programme_id=programme_id,
        promotion_id=json_number(promotion.get("promotionId")),
        hex_id=promotion.get("id"),
        given_identifier_name=given_name,
        identifier_name=name,
        identifier_value=value,
        source=source,
        target_rule_id=_target_rule_id(customer) if action == "ENROL_MILESTONES" else None,
        opted_in_at=parsed_moment(body.get("optinDate")),
    )


def _part(body: Mapping[str, object], name: str, code: int) -> Mapping[str, object]:
    part = body.get(name)
    if not isinstance(part, dict) or not part:
        raise _missing(code)
    return part


def _text(customer: Mapping[str, object], name: str, code: int) -> str:
    """A text that is not blank; a number counts as its digits (api-facts §4.3, identifierValue)."""
    value = customer.get(name)
    text = value.strip() if isinstance(value, str) else str(json_number(value) or "")
    if not text:
        raise _missing(code)
    return text


def _target_rule_id(customer: Mapping[str, object]) -> int:
    """002, 310009: ENROL_MILESTONES needs customer.milestone.targetRuleId."""
    milestone = customer.get("milestone")
    rule_id = json_number(milestone.get("targetRuleId")) if isinstance(milestone, dict) else None
    if rule_id is None:
        raise _missing(310009)
    return rule_id


def _missing(code: int) -> RefusedError:
    return v3_refused(code, _MESSAGES[code])
