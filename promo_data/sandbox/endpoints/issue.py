"""POST /v2/promotion/issue: enrols in a LOYALTY_EARNING promotion (000), issues a LOYALTY one (001)."""

from collections.abc import Mapping

from starlette.requests import Request

from promo_data.sandbox.activity import enrol, issue
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.requests import (
    ISSUE_SOURCES,
    find_known,
    identifier_name,
    json_number,
    json_object,
)
from promo_data.sandbox.errors import Answer, issue_refused, lookup_refused
from promo_data.sandbox.events import History
from promo_data.sandbox.ledger import Effect, EffectKind
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

_NOT_ISSUED = {
    "status": False,
    "code": 8890,
    "message": "promotion not issued due to config issues or customer exhausted limits",
}


async def issue_promotion(world: World, org: Org, request: Request) -> Answer:
    """The ids of what was done, or warning 8890 and nothing done. RefusedError for each documented code."""
    customer = _customer(world, org, request.query_params)
    promotion = _promotion(world, org, await json_object(request, "v2"))
    before = world.history(customer, promotion)
    after = _step(world, customer, promotion, before)
    if after is None:
        return Answer({"warnings": [_NOT_ISSUED], "errors": [], "sideEffects": []}, code=8890)
    world.write(customer, promotion, after)
    ids = _ids(promotion, after)
    kind: EffectKind = "issued" if promotion.offer_type == "LOYALTY" else "enrolled"
    world.ledger.effects.append(Effect(world.clock(), kind, org.id, customer.id, promotion.id, ids))
    return Answer({"warnings": [], "errors": [], "sideEffects": [_side_effect(promotion, ids)]})


def _customer(world: World, org: Org, query: Mapping[str, str]) -> Customer:
    given = [query.get(name, "").strip() for name in ("identifierName", "identifierValue", "source")]
    if not all(given):
        raise issue_refused(11013, "identifierName, identifierValue, source can not be empty")
    name, value, source = identifier_name(given[0]), given[1], given[2]
    if query.get("type", "CUSTOMER") != "CUSTOMER":
        raise issue_refused(1212, "Entity type invalid")
    if source not in ISSUE_SOURCES:
        raise lookup_refused(8003, "Invalid source passed", status=400)
    customer = None if name is None else find_known(world, org, (name, value), source)
    if customer is None:
        raise issue_refused(8015, "Customer not found for the given identifiers")
    return customer


def _promotion(world: World, org: Org, body: Mapping[str, object]) -> Promotion:
    programme_id, promotion_id = json_number(body.get("programId")), json_number(body.get("promotionId"))
    if programme_id not in [programme.id for programme in world.programmes if programme.org_id == org.id]:
        raise issue_refused(1101, "invalid programId passed")
    promotion = None if promotion_id is None else world.catalogue.get(promotion_id)
    if promotion is None or promotion.programme_id != programme_id:
        raise issue_refused(8874, "promotion id passed is invalid")
    return promotion


def _step(world: World, customer: Customer, promotion: Promotion, before: History) -> History | None:
    """What comes after. None for "config issues" (wrong type, not running, not a member), or for exhausted limits."""
    now = world.clock().replace(microsecond=0)
    if promotion.programme_id not in customer.programme_ids or not promotion.is_running(now):
        return None
    match promotion.offer_type:
        case "LOYALTY_EARNING":
            return enrol(customer.number, promotion, before, now)
        case "LOYALTY":
            return issue(customer.number, promotion, before, now)
        case "GENERIC":
            return None


def _ids(promotion: Promotion, after: History) -> dict[str, int]:
    ids = {"issualId": after.enrolments[-1].id}
    if promotion.offer_type == "LOYALTY":
        ids["earnedId"] = after.issues[-1].id  # 001: the id that counts for a direct issue
    return ids


def _side_effect(promotion: Promotion, ids: Mapping[str, int]) -> JsonObject:
    return {
        "programId": promotion.programme_id,
        **ids,
        "promotionId": promotion.id,
        "type": "Points promotion",
    }
