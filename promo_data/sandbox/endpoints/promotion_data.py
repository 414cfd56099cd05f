"""GET /v2.1/customers/lookup/promotionData: the promotions of a customer, over connected orgs (003)."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.data_scope import orgs_read
from promo_data.sandbox.endpoints.house_rules import customer_resource, v2_error_status
from promo_data.sandbox.endpoints.lookup import look_up
from promo_data.sandbox.endpoints.promotion_filters import Page, page_of, status_filter, wishes
from promo_data.sandbox.errors import Answer
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject, Shown, promotion_row
from promo_data.sandbox.truth import truth_of
from promo_data.sandbox.world import World

_MERGED = {8069: "Merged customer found", 91009: "Survivor account returned for a merge victim"}


@v2_error_status
@customer_resource("read")
async def promotion_data(world: World, org: Org, request: Request) -> Answer:
    """The page of the customer's promotions in the orgs of the scope. RefusedError for each documented code."""
    query = request.query_params
    orgs = orgs_read(org, world.family_of(org), request.headers, world.switches)
    named = look_up(world, [each.id for each in orgs], query)
    customer = world.people.survivor(named)
    page = page_of(query)
    per_org = [_of_org(world, customer, each, query) for each in orgs]
    promotions = sorted((p for some in per_org for p in some), key=lambda p: p.id, reverse=True)
    known_in = next(each for each in orgs if each.id in customer.org_ids)
    warnings = [] if customer is named else [_merged(world)]
    return Answer(
        {
            "pageDetails": _page_details(page, _total(world, per_org)),
            "customerId": world.ids.of(customer.number, known_in.id),
            "promotions": _rows(world, customer, promotions[page.offset : page.offset + page.limit], query),
            "warnings": warnings,
        },
        code=world.switches.merged_warning if warnings else None,
    )


def _of_org(world: World, customer: Customer, org: Org, query: Mapping[str, str]) -> list[Promotion]:
    status, wished = status_filter(query, world.switches), wishes(query)
    promotions = [p for p in world.promotions(customer, org.id) if all(wish(p) for wish in wished)]
    if status is None:
        return promotions
    now = world.clock()
    return [p for p in promotions if status(p, world.history(customer, p), now)]


def _total(world: World, per_org: Sequence[Sequence[Promotion]]) -> int:
    """api-facts fact 4: over several orgs the total is not the sum (003, third sample: two rows, totalEntries 1)."""
    counted = [len(some) for some in per_org]
    return sum(counted) if world.switches.multi_org_totals == "right" else max(counted)


def _page_details(page: Page, total: int) -> JsonObject:
    return {
        "pageNumber": page.offset // page.limit,
        "pageSize": page.limit,
        "totalEntries": total,
        "pageCount": -(-total // page.limit),
    }


def _merged(world: World) -> JsonObject:
    code = world.switches.merged_warning
    return {"status": False, "code": code, "message": _MERGED[code]}


def _rows(
    world: World, customer: Customer, promotions: Sequence[Promotion], query: Mapping[str, str]
) -> list[JsonObject]:
    with_alternate = query.get("includeAlternateCurrencyUsage", "").lower() == "true"
    shown, now = _shown(world, query), world.clock()
    rows = []
    for promotion in promotions:
        history = world.history(customer, promotion)
        truth = truth_of(promotion, history, now, with_alternate=with_alternate)
        rows.append(promotion_row(promotion, history, truth, world.switches, shown))
    return rows


def _shown(world: World, query: Mapping[str, str]) -> Shown:
    """api-facts fact 7: whether timelines need the filter is not known."""
    asked = "promotionStatusForCustomer" in query
    timelines = {"always": True, "with_filter": asked, "never": False}[world.switches.timelines]
    return Shown(timelines=timelines, unlimited=query.get("fetchAllUsage", "").lower() == "true")
