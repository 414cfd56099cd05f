"""GET /api_gateway/loyalty/v1/programs/{programId}/promotionsV2: the promotions of a programme (api-facts §4.4, PV2).

Its page has error codes of its own, which no other document has.
"""

from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request

from promo_data.sandbox.endpoints.configuration import STATUSES, limits, promotion_restrictions
from promo_data.sandbox.endpoints.creation_rules import EVENT_NAMES
from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.json_parts import parts
from promo_data.sandbox.endpoints.promotion_filters import Page
from promo_data.sandbox.endpoints.requests import own_programme, whole_number
from promo_data.sandbox.errors import Answer, RefusedError, creation_refused, refused
from promo_data.sandbox.organisations import Org, Programme
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

_MOST_LIMIT = 100
_SOURCE_TYPES = {
    *("UI", "IMPORT", "GOODWILL", "CAMPAIGN", "POINTS_TRANSFER", "IMPORT_API", "PROMOTION_API"),
    *("POINTS_CONTRIBUTION_TO_GROUP", "MANUAL_POINTS_ADJUSTMENT", "BADGES", "USER_CREATED"),
}
_EVENT_NAMES = {*EVENT_NAMES, "GENERICEVENT", "POINTSREDEMPTION"}  # api-facts §3.4, eventName


@default_group
async def programme_promotions(world: World, org: Org, request: Request) -> Answer:
    """One page of the programme's promotions of that source, newest first. RefusedError for each documented code."""
    programme = own_programme(world, org, request.path_params["programId"])
    if programme is None:
        raise refused("loyalty", 400, "Program not found")
    query = request.query_params
    page = _page(query)
    found = _found(world, programme, query)
    shown = found[page.offset : page.offset + page.limit]
    return Answer(
        {
            "status": {"code": 200, "message": "success"},
            "validationErrors": None,
            "data": [_row(world, programme, promotion) for promotion in shown],
            "pageDetails": {
                "pageNumber": page.offset // page.limit if page.limit else 0,
                "pageSize": page.limit,
                "totalEntries": len(found),
                "pageCount": -(-len(found) // page.limit) if page.limit else 0,
            },
        }
    )


def _page(query: Mapping[str, str]) -> Page:
    if any(name not in query for name in ("limit", "offset", "sourceType")):
        raise _wrong(4086, "limit, offset and sourceType are mandatory")
    limit = whole_number(query["limit"], -1, lambda: _wrong(400, "limit is not a number"))
    offset = whole_number(query["offset"], -1, lambda: _wrong(400, "offset is not a number"))
    if limit > _MOST_LIMIT:
        raise _wrong(4055, "limit cannot be greater than 100")
    if limit < 0 or offset < 0:
        raise _wrong(400, "limit and offset cannot be negative")
    return Page(limit, offset)


def _found(world: World, programme: Programme, query: Mapping[str, str]) -> list[Promotion]:
    source, wanted_id = query["sourceType"], query.get("promotionId", "")
    if not source.strip():
        raise _wrong(4084, "sourceType is null or empty")
    if source not in _SOURCE_TYPES:
        raise _wrong(4085, "sourceType is not valid")
    event = _event(query)
    known = world.catalogue.of_programmes([programme.id])
    if wanted_id and wanted_id not in {str(promotion.id) for promotion in known}:
        raise _wrong(4027, "promotionId or startRuleIdentifier does not exist")
    with_inactive = query.get("includeInactivePromotions", "").lower() == "true"
    return [
        promotion
        for promotion in known
        if promotion.source_type == source
        and (with_inactive or promotion.active)
        and wanted_id in ("", str(promotion.id))
        and event in (None, promotion.event_name.upper())
    ]


def _event(query: Mapping[str, str]) -> str | None:
    if "eventName" not in query:
        return None
    if not query["eventName"].strip():
        raise _wrong(4082, "eventName is null or empty")
    if query["eventName"] not in _EVENT_NAMES:
        raise _wrong(4083, "eventName is not valid")
    return query["eventName"]


def _row(world: World, programme: Programme, promotion: Promotion) -> JsonObject:
    body = promotion.configuration or {}
    return {
        "id": promotion.id,
        "name": promotion.name,
        "description": promotion.description,
        "promotionStatus": STATUSES[promotion.phase(world.clock())],
        "lastUpdateDate": _moment(world.today),
        "lastUpdatedBy": -1,
        "rulesetInfos": parts(body.get("rulesetInfos")),
        "programName": programme.name,
        "programId": promotion.programme_id,
        "startDate": _moment(promotion.starts_at),
        "endDate": _moment(promotion.ends_at),
        "identifier": promotion.identifier,
        "isActive": promotion.active,
        "eventName": promotion.event_name.upper(),
        "allocatePointsOn": body.get("allocatePointsOn", "BILL"),
        "limits": limits(promotion),
        "useProportions": False,
        "pointsOfferType": promotion.offer_type,
        "promotionRestrictions": promotion_restrictions(promotion, is_ranked=False),
    }


def _moment(at: datetime) -> str:
    """As this endpoint's sample writes it: seconds only where there are any, 2025-06-23T00:00Z."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at.second else f"{at:%Y-%m-%dT%H:%MZ}"


def _wrong(code: int, message: str) -> RefusedError:
    return creation_refused([(code, message)])
