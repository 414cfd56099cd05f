"""GET /v3/customers/{customerId}/customerPromotionDetails/actionSummary (api-facts §3.1, §3.6 and §6, v3 envelope)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from starlette.requests import Request

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.requests import find_known, own_programme, own_promotion
from promo_data.sandbox.errors import Answer, v3_refused
from promo_data.sandbox.events import Enrolment, Issue
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.truth import AmountTruth, BenefitTruth
from promo_data.sandbox.world import World

ACTIVITY = "activity_points_1"
"""The one activity that every promotion of the world gives points for."""

_NOTHING_FOUND = 8116
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@default_group
async def action_summary(world: World, org: Org, request: Request) -> Answer:
    """What the customer with that id got from a promotion. RefusedError 400, 9002, 9001 or 3013."""
    query = request.query_params
    if not query.get("programId") or not query.get("promotionId"):
        raise v3_refused(400, "programId and promotionId are required")
    customer = _customer(world, org, request.path_params["customerId"])
    promotion = _promotion(world, org, query)
    customer_id = world.ids.of(customer.number, org.id)
    benefits = _of_activity(world.benefits(customer_id, promotion.id), query.get("activityId", ""))
    found = benefits != BenefitTruth()
    body = _about(promotion, customer_id, benefits) | (_amounts(benefits) if found else _nothing_found())
    return Answer(_enveloped(world, body, found=found), code=None if found else _NOTHING_FOUND)


def _customer(world: World, org: Org, customer_id: str) -> Customer:
    customer = find_known(world, org, ("id", customer_id), "ALL")
    if customer is None or customer.standing in ("not registered", "non-loyalty"):
        raise v3_refused(9002, "Customer not found")
    return customer


def _promotion(world: World, org: Org, query: Mapping[str, str]) -> Promotion:
    programme = own_programme(world, org, query["programId"])
    if programme is None:
        raise v3_refused(9001, "Program not found")
    promotion = own_promotion(world, programme, query["promotionId"])
    if promotion is None:
        raise v3_refused(3013, "Promotion not found")
    return promotion


def _of_activity(benefits: BenefitTruth, activity: str) -> BenefitTruth:
    """All, or what that activity brought: enrolments and opt-ins come of none (api-facts §3.1, activityId)."""
    if not activity:
        return benefits
    return BenefitTruth(benefits.points, benefits.currencies) if activity == ACTIVITY else BenefitTruth()


def _about(promotion: Promotion, customer_id: int, benefits: BenefitTruth) -> JsonObject:
    enrolled = [_incentive("ENROL", each) for each in benefits.enrolments]
    return {
        "orgId": promotion.org_id,
        "programId": promotion.programme_id,
        "entityId": customer_id,
        "promotionId": promotion.id,
        "incentives": enrolled + [_incentive("OPTIN", each) for each in benefits.opt_ins],
    }


def _incentive(action: str, given: Enrolment | Issue) -> JsonObject:
    return {
        "activityId": None,
        "action": action,
        "actionIssuedCount": 1,
        "actionId": str(given.id),
        "lastIssuedOn": _milliseconds(given.at),
    }


def _amounts(benefits: BenefitTruth) -> JsonObject:
    return {
        "points": [_amount("pointsCategory", "totalPointsIssued", each) for each in benefits.points],
        "alternateCurrencies": [_amount("currencyName", "totalCurrencyIssued", each) for each in benefits.currencies],
        "warnings": [],
    }


def _amount(name: str, total: str, amount: AmountTruth) -> JsonObject:
    return {
        name: amount.name,
        total: f"{amount.total:.3f}",
        "numberOfTimesIssued": amount.times,
        "lastIssuedOn": _milliseconds(amount.last_at),
    }


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _nothing_found() -> JsonObject:
    """The empty sample of the page has no `points` and no `alternateCurrencies`."""
    message = "No promotion action summary found for the given promotionId"
    return {"warnings": [{"status": False, "code": _NOTHING_FOUND, "message": message}]}


def _enveloped(world: World, body: JsonObject, *, found: bool) -> JsonObject:
    choice = world.switches.summary_envelope
    if choice == "never" or (choice == "when_empty" and found):
        return body
    return {"data": body, "errors": None, "warnings": None}
