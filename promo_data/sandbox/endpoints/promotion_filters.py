"""Which promotions of a customer are asked for, and which page of them (003, query parameters; api-facts §3.2).

003 does not list promotionType, sourceType, programs and promotionIdentifier, the v2 page and its error codes do; that
v2.1 takes them too is our choice (api-facts §10).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from promo_data.sandbox.availability import FILTER_NAMES, Filter, filters
from promo_data.sandbox.endpoints.requests import whole_number
from promo_data.sandbox.errors import lookup_refused
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.switches import Switches

Wish = Callable[[Promotion], bool]

_DEFAULT_LIMIT = 10  # api-facts §3.3: the page size of samples that ask for none
_MOST_LIMIT = 100  # 003, limit
_TYPES = {"GENERIC": "GENERIC", "DIRECT_ISSUE": "LOYALTY", "ENROL_AND_ISSUE": "LOYALTY_EARNING"}
_SOURCES = {"UI": ("UI",), "API": ("PROMOTION_API", "USER_CREATED"), "CAMPAIGN": ("CAMPAIGN",)}


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows are asked for: `offset` counts rows (003, "start index")."""

    limit: int
    offset: int


def page_of(query: Mapping[str, str]) -> Page:
    """The page asked for. RefusedError 8100 to 8102."""
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


def status_filter(query: Mapping[str, str], switches: Switches) -> Filter | None:
    """The filter that promotionStatusForCustomer names; None where it is not asked for. RefusedError 8125."""
    wanted = query.get("promotionStatusForCustomer", "")
    if wanted and wanted not in FILTER_NAMES:
        raise lookup_refused(8125, "Invalid promotionStatusForCustomer passed")
    return filters(switches.available_to_earn).get(wanted)


def wishes(query: Mapping[str, str]) -> list[Wish]:
    """What each promotion itself must be. RefusedError 8103, 8104 or 8110."""
    found: list[Wish] = []
    kind, source = query.get("promotionType", ""), query.get("sourceType", "")
    programmes, identifier = query.get("programs", ""), query.get("promotionIdentifier", "")
    if kind and kind not in _TYPES:
        raise lookup_refused(8110, "Invalid promotionType passed")
    if source and source not in _SOURCES:
        raise lookup_refused(8103, "Invalid sourceType passed")
    if programmes and identifier:
        raise lookup_refused(8104, "programs and promotionIdentifier cannot be passed together")
    if kind:
        found.append(lambda promotion: promotion.offer_type == _TYPES[kind])
    if source:
        found.append(lambda promotion: promotion.source_type in _SOURCES[source])
    if programmes:
        wanted = {word.strip() for word in programmes.split(",")}
        found.append(lambda promotion: str(promotion.programme_id) in wanted)
    if identifier:
        found.append(lambda promotion: promotion.identifier == identifier)
    return found
