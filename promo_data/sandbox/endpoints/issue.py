"""POST /v2/promotion/issue: enrols in a LOYALTY_EARNING promotion (000), issues a LOYALTY one (001)."""

from collections.abc import Mapping

from starlette.requests import Request

from promo_data.sandbox.activity import enrol, issue
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.house_rules import customer_resource, v2_error_status
from promo_data.sandbox.endpoints.requests import (
    ISSUE_SOURCES,
    acting_for,
    find_known,
    identifier_name,
    json_number,
    json_object,
    own_programme,
)
from promo_data.sandbox.errors import FRAUD, Answer, issue_refused, lookup_refused
from promo_data.sandbox.events import History
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject, written_id
from promo_data.sandbox.world import World

NOT_ISSUED_CODE = 8890
NOT_ISSUED = {
    "status": False,
    "code": NOT_ISSUED_CODE,
    "message": "promotion not issued due to config issues or customer exhausted limits",
}


@v2_error_status
@customer_resource("write")
async def issue_promotion(world: World, org: Org, request: Request) -> Answer:
    """The ids of what was done, or warning 8890 and nothing done. RefusedError for each documented code."""
    customer = _customer(world, org, request.query_params)
    promotion = _promotion(world, org, await json_object(request, "v2"))
    async with acting_for(world, customer, "v2"):
        after = step(world, customer, promotion)
        if after is None:
            return Answer({"warnings": [NOT_ISSUED], "errors": [], "sideEffects": []}, code=NOT_ISSUED_CODE)
        ids = ids_of(promotion, after)
        world.write("issued" if promotion.offer_type == "LOYALTY" else "enrolled", customer, promotion, after, **ids)
    return Answer({"warnings": [], "errors": [], "sideEffects": [_side_effect(world, promotion, ids)]})


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
    if customer.standing == "fraud":
        raise issue_refused(FRAUD, "Not allowed, the customer is marked as fraud")
    return customer


def _promotion(world: World, org: Org, body: Mapping[str, object]) -> Promotion:
    programme_id, promotion_id = json_number(body.get("programId")), json_number(body.get("promotionId"))
    if own_programme(world, org, programme_id) is None:
        raise issue_refused(1101, "invalid programId passed")
    promotion = None if promotion_id is None else world.catalogue.get(promotion_id)
    if promotion is None or promotion.programme_id != programme_id:
        raise issue_refused(8874, "promotion id passed is invalid")
    return promotion


def step(world: World, customer: Customer, promotion: Promotion) -> History | None:
    """What comes after. None for "config issues" (wrong type, not running, not a member), or for exhausted limits."""
    now, before = world.clock().replace(microsecond=0), world.history(customer, promotion)
    if promotion.programme_id not in customer.programme_ids or not promotion.is_running(now):
        return None
    match promotion.offer_type:
        case "LOYALTY_EARNING":
            return enrol(customer.number, promotion, before, now)
        case "LOYALTY":
            return issue(customer.number, promotion, before, now)
        case "GENERIC":
            return None


def ids_of(promotion: Promotion, after: History) -> dict[str, int]:
    """The ids of the last step, in the vendor's words: an issue's own only where it was issued directly."""
    ids = {"issualId": after.enrolments[-1].id}
    if promotion.offer_type == "LOYALTY":
        ids["earnedId"] = after.issues[-1].id  # 001: the id that counts for a direct issue
    return ids


def _side_effect(world: World, promotion: Promotion, ids: Mapping[str, int]) -> JsonObject:
    return {
        "programId": promotion.programme_id,
        **{name: written_id(number, world.switches.ids_as) for name, number in ids.items()},
        "promotionId": promotion.id,
        "type": "Points promotion",
    }
