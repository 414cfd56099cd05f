"""The body of POST /v3/promotions/revoke, checked in the order of its table of errors (api-facts §4.3, revoke v3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from promo_data.sandbox.endpoints.creation_rules import parsed_moment
from promo_data.sandbox.endpoints.json_parts import JsonPart, numbers, part, parts, text
from promo_data.sandbox.endpoints.requests import identifier_name, json_number, own_programme
from promo_data.sandbox.errors import RefusedError, v3_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.world import World

_FLAGS = {"REVOKE_ENROLL": "revokeAllEnrollments", "REVOKE_OPTIN": "revokeAllOptIns"}
_IDS = {"REVOKE_ENROLL": "enrollmentIds", "REVOKE_OPTIN": "optInIds"}
_MOST_IDS = 10
_LONGEST_REQUEST_ID = 50


@dataclass(frozen=True, slots=True)
class RevokeRequest:
    """What was asked. Without `ids` all that is running is meant; `ignored_ids` where some were given all the same."""

    request_id: str
    action: str
    promotion: Promotion
    customer: JsonPart
    identifier: tuple[str, str]
    source: str
    ids: tuple[int, ...] | None
    ignored_ids: bool


def read_revoke(world: World, org: Org, body: Mapping[str, object], query: Mapping[str, str]) -> RevokeRequest:
    """The request in that body. RefusedError 400 with what is wrong."""
    action, rows = text(body, "action"), parts(body.get("customers"))
    if action not in _FLAGS:
        raise _wrong("action must be REVOKE_ENROLL or REVOKE_OPTIN")
    if len(rows) != 1:
        raise _wrong("customers must have exactly one entry")
    everything = _means_everything(action, query)
    promotion = _promotion(world, org, body)
    _check(world, body, promotion, action)
    ids = _ids(rows[0], action, everything=everything)
    return RevokeRequest(
        request_id=text(body, "requestId"),
        action=action,
        promotion=promotion,
        customer=rows[0],
        identifier=_identifier(rows[0]),
        source=text(rows[0], "source") or "INSTORE",
        ids=None if everything else ids,
        ignored_ids=everything and bool(ids),
    )


def _means_everything(action: str, query: Mapping[str, str]) -> bool:
    said = {name for name in _FLAGS.values() if query.get(name, "").lower() == "true"}
    if said - {_FLAGS[action]}:
        raise _wrong("revokeAllEnrollments and revokeAllOptIns each go with their own action only")
    return bool(said)


def _promotion(world: World, org: Org, body: Mapping[str, object]) -> Promotion:
    programme = own_programme(world, org, body.get("programId"))
    if programme is None:
        raise _wrong("programId is missing or the loyalty program was not found")
    named = part(body, "promotion")
    promotion_id, identifier = json_number(named.get("promotionId")), text(named, "promotionIdentifier")
    if (promotion_id is None) == (not identifier):
        raise _wrong("exactly one of promotionId and promotionIdentifier is required")
    found = (
        world.catalogue.identified(programme.id, identifier)
        if promotion_id is None
        else world.catalogue.get(promotion_id)
    )
    if found is None or found.programme_id != programme.id:
        raise _wrong("Promotion not found")
    return found


def _check(world: World, body: Mapping[str, object], promotion: Promotion, action: str) -> None:
    # api-facts §7.1, new UI: only LOYALTY_EARNING is called opt-in; nobody is enrolled in a GENERIC
    allowed = ("LOYALTY_EARNING",) if action == "REVOKE_OPTIN" else ("LOYALTY", "LOYALTY_EARNING")
    if promotion.offer_type not in allowed:
        raise _wrong("action is not applicable for this promotion")
    opted_out = parsed_moment(body.get("optOutDate"))
    if opted_out is not None and opted_out > world.clock():
        raise _wrong("optOutDate is in the future")
    if len(text(body, "requestId")) > _LONGEST_REQUEST_ID:
        raise _wrong("requestId has at most 50 characters")


def _ids(customer: JsonPart, action: str, *, everything: bool) -> tuple[int, ...]:
    ids = tuple(numbers(customer, _IDS[action]))
    if any(customer.get(name) for kind, name in _IDS.items() if kind != action):
        raise _wrong("enrollmentIds go with REVOKE_ENROLL, optInIds with REVOKE_OPTIN")
    if not ids and not everything:
        raise _wrong(f"{_IDS[action]} are missing and {_FLAGS[action]} is not set")
    if len(ids) > _MOST_IDS:
        raise _wrong(f"at most {_MOST_IDS} {_IDS[action]}")
    return ids


def _identifier(customer: JsonPart) -> tuple[str, str]:
    name, value = identifier_name(text(customer, "identifierName")), text(customer, "identifierValue")
    if name is None or not value:
        raise _wrong("identifierName and identifierValue are required")
    return name, value


def _wrong(message: str) -> RefusedError:
    return v3_refused(400, message)
