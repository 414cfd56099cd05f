"""GET /v2/customers/lookup/customerPromotionDetails/actionSummary: what a customer got from a promotion.

api-facts §3.1 and §3.6. The page of this endpoint has numbers, moments with an offset and codes of its own where that
of its v3 sibling has texts, milliseconds and others: both are answered as their own pages have them.
"""

from collections.abc import Mapping
from datetime import UTC

from starlette.requests import Request

from promo_data.sandbox.endpoints.house_rules import customer_resource, v2_error_status
from promo_data.sandbox.endpoints.lookup import look_up
from promo_data.sandbox.endpoints.requests import SUMMARY_SOURCES, own_programme, own_promotion
from promo_data.sandbox.errors import Answer, lookup_refused
from promo_data.sandbox.organisations import Org, Programme
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.truth import AmountTruth
from promo_data.sandbox.world import World

_NOTHING_FOUND = 8116
# This page does not know the BONUS_POINTS of v3.
_CATEGORY = "REGULAR_POINTS"


@v2_error_status
@customer_resource("read")
async def customer_benefits(world: World, org: Org, request: Request) -> Answer:
    """What the customer so identified got. RefusedError 8883, 8105, 8874, or a code of a look-up that fails."""
    query = request.query_params
    if not query.get("programId") or not (query.get("promotionId") or query.get("promotionIdentifier")):
        raise lookup_refused(8883, "Insufficient parameters passed, program id and one of promotion id/identifier")
    customer = world.people.survivor(look_up(world, [org.id], query, SUMMARY_SOURCES))
    programme = own_programme(world, org, query["programId"])
    if programme is None:
        raise lookup_refused(8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")
    promotion = _promotion(world, programme, query)
    if promotion is None:
        raise lookup_refused(8874, "promotion id passed is invalid")
    return _answer(world, world.ids.of(customer.number, org.id), promotion)


def _promotion(world: World, programme: Programme, query: Mapping[str, str]) -> Promotion | None:
    if query.get("promotionId"):
        return own_promotion(world, programme, query["promotionId"])
    return world.catalogue.identified(programme.id, query["promotionIdentifier"])


def _answer(world: World, customer_id: int, promotion: Promotion) -> Answer:
    benefits = world.benefits(customer_id, promotion.id)
    found = bool(benefits.points or benefits.currencies)
    body = {
        "orgId": promotion.org_id,
        "programId": promotion.programme_id,
        "customerId": customer_id,
        "promotionId": promotion.id,
        "promotionIdentifier": promotion.identifier,
        "points": [{"pointsCategory": _CATEGORY} | _amount(each, "totalPointsIssued") for each in benefits.points],
        "alternateCurrencies": [_currency(each) for each in benefits.currencies],
        "rewards": [],
        "badges": [],
        "warnings": [] if found else [_nothing_found()],
    }
    return Answer(body, code=None if found else _NOTHING_FOUND)


def _amount(amount: AmountTruth, total: str) -> JsonObject:
    moment = amount.last_at.astimezone(UTC).isoformat(timespec="seconds")
    return {total: float(amount.total), "numberOfTimesIssued": amount.times, "lastIssuedOn": moment}


def _currency(amount: AmountTruth) -> JsonObject:
    details = {"alternateCurrencyType": "REGULAR"} | _amount(amount, "totalIssued")
    return {"alternateCurrencyName": amount.name, "alternateCurrencySubDetails": [details]}


def _nothing_found() -> JsonObject:
    message = "No benefits earned by customer for the given promotion."
    return {"status": False, "code": _NOTHING_FOUND, "message": message}
