"""GET /v2.1/customers/lookup/promotionData: the promotions of a customer, over connected orgs (003)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from promo_data.sandbox.availability import FILTERS, Filter
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.data_scope import orgs_read
from promo_data.sandbox.endpoints.requests import READ_SOURCES, identifier_name, whole_number
from promo_data.sandbox.errors import Answer, lookup_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject, promotion_row
from promo_data.sandbox.truth import truth_of
from promo_data.sandbox.world import World

_DEFAULT_LIMIT = 10  # api-facts §3.3: the page size of samples that ask for none
_MOST_LIMIT = 100  # 003, limit


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows are asked for: `offset` counts rows (003, "start index")."""

    limit: int
    offset: int


async def promotion_data(world: World, org: Org, request: Request) -> Answer:
    """The page of the customer's promotions in the orgs of the scope. RefusedError for each documented code."""
    query = request.query_params
    orgs = orgs_read(org, world.orgs, request.headers)
    customer = _customer(world, orgs, query)
    wanted = _filter(query)
    page = _page(query)
    per_org = [_of_org(world, customer, o, wanted) for o in orgs]
    promotions = sorted((p for some in per_org for p in some), key=lambda p: p.id, reverse=True)
    shown = promotions[page.offset : page.offset + page.limit]
    # api-facts fact 4: over several orgs the total is not the sum (003, third sample: two rows, totalEntries 1)
    total = max(len(some) for some in per_org)
    return Answer(
        {
            "pageDetails": _page_details(page, total),
            "customerId": customer.id,
            "promotions": _rows(world, customer, shown, query),
            "warnings": [],
        }
    )


def _customer(world: World, orgs: Sequence[Org], query: Mapping[str, str]) -> Customer:
    name = identifier_name(query.get("identifierName", ""))
    if name is None:
        raise lookup_refused(8013, "Identifier name missing or incorrect")
    source = query.get("source", "")
    if source not in READ_SOURCES:
        # api-facts §3.5: the one error of this API whose HTTP status is documented
        raise lookup_refused(8003, "Invalid source passed", status=400)
    customer = world.find(name, query.get("identifierValue", ""), source)
    if customer is None or customer.org_ids.isdisjoint(org.id for org in orgs):
        raise lookup_refused(8015, "Customer not found for the given identifiers")
    return customer


def _filter(query: Mapping[str, str]) -> Filter | None:
    wanted = query.get("promotionStatusForCustomer", "")
    if wanted and wanted not in FILTERS:
        raise lookup_refused(8125, "Invalid promotionStatusForCustomer passed")
    return FILTERS.get(wanted)


def _page(query: Mapping[str, str]) -> Page:
    limit = whole_number(
        query.get("limit", ""), _DEFAULT_LIMIT, lambda: lookup_refused(8101, "limit should be greater than 0")
    )
    if limit <= 0:
        raise lookup_refused(8101, "limit should be greater than 0")
    if limit > _MOST_LIMIT:
        raise lookup_refused(8102, "limit cannot be greater than 100")
    offset = whole_number(query.get("offset", ""), 0, lambda: lookup_refused(8100, "offset cannot be less than 0"))
    if offset < 0:
        raise lookup_refused(8100, "offset cannot be less than 0")
    return Page(limit, offset)


def _of_org(world: World, customer: Customer, org: Org, wanted: Filter | None) -> list[Promotion]:
    promotions = world.promotions(customer, org.id)
    if wanted is None:
        return promotions
    now = world.clock()
    return [p for p in promotions if wanted(p, world.history(customer, p), now)]


def _page_details(page: Page, total: int) -> JsonObject:
    return {
        "pageNumber": page.offset // page.limit,
        "pageSize": page.limit,
        "totalEntries": total,
        "pageCount": -(-total // page.limit),
    }


def _rows(
    world: World, customer: Customer, promotions: Sequence[Promotion], query: Mapping[str, str]
) -> list[JsonObject]:
    with_alternate = query.get("includeAlternateCurrencyUsage", "").lower() == "true"
    with_unlimited = query.get("fetchAllUsage", "").lower() == "true"
    now = world.clock()
    rows = []
    for promotion in promotions:
        history = world.history(customer, promotion)
        truth = truth_of(promotion, history, now, with_alternate=with_alternate)
        rows.append(
            promotion_row(promotion, history, truth, vocabulary=world.kpi_vocabulary, with_unlimited=with_unlimited)
        )
    return rows
