"""How a promotion is set up, in the words of the configuration APIs (004, sample response; api-facts §4.4)."""

from promo_data.sandbox.endpoints.json_parts import JsonPart, numbers, part, parts
from promo_data.sandbox.endpoints.requests import json_number
from promo_data.sandbox.promotions import Promotion, Restriction
from promo_data.sandbox.rendering import NO_LIMIT, JsonObject, moment
from promo_data.sandbox.restriction_names import creation_name

STATUSES = {"upcoming": "UPCOMING", "running": "LIVE", "ended": "COMPLETED"}
# 004 sends false and its answer says true; the later listing says false (api-facts §5)
_RANKED_WHEN_CREATED = True


def created(promotion: Promotion, status: str) -> JsonObject:
    """The answer to createPromotion, with that `promotionStatus` (004, sample response)."""
    body = promotion.configuration or {}
    return {
        "id": promotion.id,
        "name": promotion.name,
        "promotionStatus": status,
        "programId": promotion.programme_id,
        "startDate": moment(promotion.starts_at),
        "endDate": moment(promotion.ends_at),
        "identifier": promotion.identifier,
        "isActive": promotion.active,
        "eventName": promotion.event_name.upper(),
        "allocatePointsOn": body.get("allocatePointsOn"),
        "limits": limits(promotion),
        "pointsOfferType": promotion.offer_type,
        "promotionRestrictions": promotion_restrictions(promotion, is_ranked=_RANKED_WHEN_CREATED),
    }


def limits(promotion: Promotion) -> JsonObject:
    """The limits as they were given, -1 for none."""
    given = part(promotion.configuration or {}, "limits")
    names = ("pointsPerCustomer", "numberOfTimesPerCustomer", "totalPointsInPromotion")
    # 004, sample response: totalPointsPerEventLimit is in the answer only
    return {name: given.get(name, NO_LIMIT) for name in names} | {"totalPointsPerEventLimit": NO_LIMIT}


def promotion_restrictions(promotion: Promotion, *, is_ranked: bool) -> JsonObject:
    """How the promotion is restricted, key by key in the order of 004's sample response."""
    given = part(promotion.configuration or {}, "promotionRestrictions")
    return {
        "restrictions": _restrictions(promotion, part(given, "restrictions")),
        "scope": None,
        "isStackable": given.get("isStackable", False),
        "isConsideredForRanking": is_ranked,
        "loyaltyEarningType": given.get("loyaltyEarningType"),
        "expiryReminder": None,
        "isExclusive": given.get("isExclusive", False),
        "isAlwaysApply": False,
        "targetGroupIds": numbers(given, "targetGroupIds"),
        "targetRuleIds": numbers(given, "targetRuleIds"),
    }


def _restrictions(promotion: Promotion, given: JsonPart) -> JsonObject:
    """The restrictions with the server's default; those that came from `limits` are not repeated here."""
    named = {(stage, item.get("name")) for stage in ("redemption", "issual", "earn") for item in _given(given, stage)}
    shown = [
        restriction
        for restriction in promotion.restrictions
        if promotion.configuration is None
        or (restriction.stage, creation_name(restriction)) in named
        or restriction.measure == "redemptions_per_earn"
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
