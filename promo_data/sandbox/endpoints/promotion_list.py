"""GET /v3/promotions: the promotions of an org, where the 24-hex id of one is found (api-facts §4.4)."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.requests import whole_number
from promo_data.sandbox.errors import Answer, RefusedError, v3_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

_DEFAULT_SIZE = 10
_MOST_SIZE = 100
# Which of the documented statuses a promotion can have here; DRAFT and PENDING_APPROVAL match nothing.
_STATUSES = {"LIVE", "UPCOMING", "ACTIVE", "PAUSED", "DRAFT", "PENDING_APPROVAL"}
_UNSORTED = {"empty": True, "sorted": False, "unsorted": True}


@default_group
async def promotion_list(world: World, org: Org, request: Request) -> Answer:
    """One page of the org's promotions, newest first. RefusedError 300004 for a page or size that cannot be."""
    query = request.query_params
    number = whole_number(query.get("page", ""), 0, _wrong_page)
    size = whole_number(query.get("size", ""), _DEFAULT_SIZE, _wrong_page)
    if number < 0 or not 1 <= size <= _MOST_SIZE:
        raise _wrong_page()
    found = _matching(world, org, query)
    shown = found[number * size : (number + 1) * size]
    content = [_content(promotion, _status(world, promotion)) for promotion in shown]
    return Answer({"data": _page(content, len(found), number, size), "errors": None, "warnings": None})


def _matching(world: World, org: Org, query: Mapping[str, str]) -> list[Promotion]:
    text = query.get("searchText", "").strip().casefold()
    named = [p for p in world.catalogue.of_org(org.id) if text in p.name.casefold() or text in p.description.casefold()]
    wanted = {word.strip() for word in query.get("status", "").split(",")} & _STATUSES
    if not query.get("status", "").strip():
        return named
    return [p for p in named if wanted & _status_words(_status(world, p))]


def _status(world: World, promotion: Promotion) -> str:
    """The status as of now, from dates and `active` (api-facts §7.1, v3 vocabulary)."""
    phase = promotion.phase(world.clock())
    if phase == "ended":
        return "ENDED"
    if not promotion.active:
        return "PAUSED"
    return "LIVE" if phase == "running" else "UPCOMING"


def _status_words(status: str) -> set[str]:
    """The filter words that match a status: ACTIVE covers what is approved, running or not yet (our reading)."""
    return {status, "ACTIVE"} if status in ("LIVE", "UPCOMING") else {status}


def _content(promotion: Promotion, status: str) -> JsonObject:
    """One promotion: its hex id outside, all else within `metadata`; `programId` is a string there."""
    return {
        "metadata": {
            "name": promotion.name,
            "description": promotion.description,
            "programId": str(promotion.programme_id),
            "orgId": promotion.org_id,
            "startDate": promotion.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "endDate": promotion.ends_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "timezoneName": "UTC",
            "promotionType": promotion.offer_type,
            "status": status,
            "promoIdentifier": promotion.identifier,
            "promotionId": promotion.id,
        },
        "id": promotion.hex_id,
    }


def _page(content: Sequence[JsonObject], total: int, number: int, size: int) -> JsonObject:
    """A page as Spring writes it."""
    pages = -(-total // size)
    return {
        "content": content,
        "pageable": {
            "pageNumber": number,
            "pageSize": size,
            "sort": _UNSORTED,
            "offset": number * size,
            "unpaged": False,
            "paged": True,
        },
        "totalElements": total,
        "totalPages": pages,
        "last": number >= pages - 1,
        "size": size,
        "number": number,
        "sort": _UNSORTED,
        "numberOfElements": len(content),
        "first": number == 0,
        "empty": not content,
    }


def _wrong_page() -> RefusedError:
    return v3_refused(300004, "page must not be negative and size must be between 1 and 100")
