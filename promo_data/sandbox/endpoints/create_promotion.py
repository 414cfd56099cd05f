"""POST /api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType} (004)."""

from starlette.requests import Request

from promo_data.sandbox.endpoints.creation_reading import read_promotion
from promo_data.sandbox.endpoints.creation_rules import problems
from promo_data.sandbox.endpoints.json_parts import JsonPart, numbers, part, parts
from promo_data.sandbox.endpoints.requests import json_number, json_object
from promo_data.sandbox.errors import Answer, creation_refused, refused
from promo_data.sandbox.ledger import Effect
from promo_data.sandbox.organisations import Org, Programme
from promo_data.sandbox.promotions import Promotion, Restriction
from promo_data.sandbox.rendering import NO_LIMIT, JsonObject, moment
from promo_data.sandbox.restriction_names import creation_name
from promo_data.sandbox.world import World

_PROMOTION_TYPES = {"SIMPLE", "RANGE", "KEYWORD"}  # 004, path parameters; its example writes them in lower case
_STATUSES = {"upcoming": "UPCOMING", "running": "LIVE", "ended": "COMPLETED"}


async def create_promotion(world: World, org: Org, request: Request) -> Answer:
    """The created promotion, which every member of its programme has from now on. RefusedError for all problems."""
    if request.path_params["promotionType"].upper() not in _PROMOTION_TYPES:
        raise refused("loyalty", 400, "promotionType must be SIMPLE, RANGE or KEYWORD")
    programme = _programme(world, org, request.path_params["programId"])
    body = part(await json_object(request, "loyalty"), "promotion")
    others = [p for p in world.catalogue.of_org(org.id) if p.programme_id == programme.id]
    found = problems(body, programme.id, others)
    if found:
        raise creation_refused(found)
    promotion = read_promotion(body, programme, world.catalogue.next_ordinal)
    world.catalogue.add(promotion)
    world.ledger.effects.append(Effect(world.clock(), "created", org.id, None, promotion.id, {"id": promotion.id}))
    status = _STATUSES[promotion.phase(world.clock())]
    return Answer(
        {
            "status": {"code": 200, "message": "success"},
            "validationErrors": None,
            "data": [_created(promotion, status, body)],
        }
    )


def _programme(world: World, org: Org, programme_id: str) -> Programme:
    for programme in world.programmes:
        if programme.org_id == org.id and str(programme.id) == programme_id:
            return programme
    raise refused("loyalty", 400, "Program not found")


def _created(promotion: Promotion, status: str, body: JsonPart) -> JsonObject:
    return {
        "id": promotion.id,
        "name": promotion.name,
        "promotionStatus": status,
        "programId": promotion.programme_id,
        "startDate": moment(promotion.starts_at),
        "endDate": moment(promotion.ends_at),
        "identifier": promotion.identifier,
        "isActive": promotion.active,
        "eventName": body["eventName"],
        "allocatePointsOn": body.get("allocatePointsOn"),
        "limits": _limits(part(body, "limits")),
        "pointsOfferType": promotion.offer_type,
        "promotionRestrictions": _promotion_restrictions(promotion, part(body, "promotionRestrictions")),
    }


def _limits(given: JsonPart) -> JsonObject:
    names = ("pointsPerCustomer", "numberOfTimesPerCustomer", "totalPointsInPromotion")
    # 004, sample response: totalPointsPerEventLimit is in the answer only
    return {name: given.get(name, NO_LIMIT) for name in names} | {"totalPointsPerEventLimit": NO_LIMIT}


def _promotion_restrictions(promotion: Promotion, given: JsonPart) -> JsonObject:
    """As stored: isConsideredForRanking is true whatever was sent (004, request and response samples)."""
    return {
        "restrictions": _restrictions(promotion, part(given, "restrictions")),
        "scope": None,
        "isStackable": given.get("isStackable", False),
        "isConsideredForRanking": True,
        "loyaltyEarningType": given.get("loyaltyEarningType"),
        "expiryReminder": None,
        "isExclusive": given.get("isExclusive", False),
        "isAlwaysApply": False,
        "targetGroupIds": numbers(given, "targetGroupIds"),
        "targetRuleIds": numbers(given, "targetRuleIds"),
    }


def _restrictions(promotion: Promotion, given: JsonPart) -> JsonObject:
    """The restrictions with the server's default; those from `limits` are not repeated here."""
    named = {(stage, item.get("name")) for stage in ("redemption", "issual", "earn") for item in _given(given, stage)}
    shown = [
        restriction
        for restriction in promotion.restrictions
        if (restriction.stage, creation_name(restriction)) in named or restriction.measure == "redemptions_per_earn"
    ]
    return {
        "redemptionRestrictions": [_with_period(r) for r in shown if r.stage == "redemption"],
        "issualRestrictions": [_bare(r) for r in shown if r.stage == "issual"],
        "earnRestrictions": [_bare(r) for r in shown if r.stage == "earn"],
        "expiryRestrictions": [
            {"name": item.get("name"), "value": json_number(item.get("value")), "type": item.get("type")}
            for item in _given(given, "expiry")
        ],
    }


def _given(restrictions: JsonPart, kind: str) -> list[JsonPart]:
    return parts(restrictions.get(f"{kind}Restrictions"))


def _bare(restriction: Restriction) -> JsonObject:
    cap = NO_LIMIT if restriction.cap is None else restriction.cap
    return {"name": creation_name(restriction), "value": cap}


def _with_period(restriction: Restriction) -> JsonObject:
    period = restriction.period
    return _bare(restriction) | {
        "type": "NON_PERIOD_BASED" if period is None else "PERIOD_BASED",
        "periodType": None if period is None else "MOVING_WINDOW",
        "periodUnit": period,
    }
