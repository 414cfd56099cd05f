"""The body that the bulk endpoints share, and the errors of all of it (api-facts §4.2, bodies and codes)."""

from collections.abc import Mapping
from dataclasses import dataclass

from promo_data.sandbox.endpoints.json_parts import JsonPart, part, parts, text
from promo_data.sandbox.endpoints.requests import json_number, own_programme
from promo_data.sandbox.errors import RefusedError, bulk_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

# api-facts §4.2, identifiers of both bulk bodies
_IDENTIFIER_NAMES = ("id", "mobile", "email")
_INSUFFICIENT = "insufficient parameters passed, program id and one of promotion id/identifier are required"


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """What was asked: for which promotion, named how, and for which customers by which kind of identifier."""

    action: str
    promotion: Promotion
    named: JsonObject
    identifier_name: str
    rows: tuple[JsonPart, ...]


def read_bulk(
    world: World, org: Org, body: Mapping[str, object], actions: Mapping[str, tuple[str, ...]], most_rows: int | None
) -> BulkRequest:
    """The request in that body. RefusedError for what is wrong with all of it.

    `actions` says for which types of promotion each action is there; without a `bulkAction` the first is meant.
    """
    rows = tuple(parts(body.get("customers")))
    _check_entity(body.get("type"), rows)
    if most_rows is not None and len(rows) > most_rows:
        raise bulk_refused(1060, f"batch limit exceeded, at most {most_rows} customers", len(rows))
    promotion, named = _promotion(world, org, part(body, "promotionDetails"), len(rows))
    action = str(body.get("bulkAction", next(iter(actions))))
    if promotion.offer_type not in actions.get(action, ()):
        refusal = "bulk action passed not supported for loyalty/generic promotion type"
        raise bulk_refused(8902, f"revoke {refusal}" if "REVOKE_EARN" in actions else refusal, len(rows))
    return BulkRequest(action, promotion, named, _identifier_name(body, len(rows)), rows)


def _check_entity(kind: object, rows: tuple[JsonPart, ...]) -> None:
    if kind == "USERGROUP2":  # the vendor's word for a user group, in the sample of that error (api-facts §4.2, BULK)
        raise bulk_refused(8899, "Cannot enrol/issue to the user group", len(rows))
    if kind != "CUSTOMER":
        raise bulk_refused(8901, "invalid entity type passed", len(rows))


def _promotion(world: World, org: Org, details: JsonPart, rows: int) -> tuple[Promotion, JsonObject]:
    """The promotion, with the name it was given by: an answer repeats that one."""
    promotion_id, identifier = _whole(details.get("promotionId")), text(details, "promoIdentifier")
    if details.get("programId") is None or (promotion_id is None and not identifier):
        raise bulk_refused(8881, _INSUFFICIENT, rows)
    programme = own_programme(world, org, details["programId"])
    if programme is None:
        raise bulk_refused(1101, "invalid programId passed", rows)
    if promotion_id is None:
        promotion = world.catalogue.identified(programme.id, identifier)
    else:
        promotion = world.catalogue.get(promotion_id)
    if promotion is None or promotion.programme_id != programme.id:
        raise bulk_refused(8874, "promotion id passed is invalid", rows)
    if not promotion.active:
        raise bulk_refused(8892, "promotion is inactive", rows)
    return promotion, {"promoIdentifier": identifier} if promotion_id is None else {"promotionId": promotion_id}


def _whole(value: object) -> int | None:
    """A whole number, or its digits: samples have both (api-facts §4.2, revoke)."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 16 else json_number(value)


def _identifier_name(body: Mapping[str, object], rows: int) -> str:
    name = text(body, "identifierName")
    if name not in _IDENTIFIER_NAMES:
        raise insufficient(rows)
    return name


def insufficient(rows: int) -> RefusedError:
    """11013, of the whole request or of a row."""
    return bulk_refused(11013, "identifierName, identifierValue, source can not be empty", rows)
