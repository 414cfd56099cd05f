"""What the vendor's own filters make of each promotion, beside what was worked out here: pure, from one look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pages.components.desk import PromotionKey
from pages.components.records import key_of, rows_of
from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import FilterCoverage
from promo_data.vocabulary import CoverageState, CustomerStatus


class Opinion(StrEnum):
    """Whether the filters bear out what the vendor's own list says of a promotion."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class FilterSays:
    """Whether one filter lists a promotion; ``None`` where that is not known, and then why."""

    status: CustomerStatus
    listed: bool | None
    why: str | None = None


def opinions(view: CustomerView) -> Mapping[PromotionKey, Opinion]:
    """The opinion on every promotion; empty where the filters were not asked.

    One contradiction settles it, whatever the other filters say; else a filter that failed leaves it open, unless it
    listed the promotion before it failed.
    """
    if not view.filters:
        return {}
    contradicted = {key_of(row) for row in records(view.disagreements)}
    listed = {(key_of(row), row["status"]) for row in records(view.vendor_statuses)}
    failed = [(one.org.id, one.status) for one in view.filters if not one.answered]
    found = {}
    for row in records(view.promotions[["org_id", "program_id", "promotion_id"]]):
        key = key_of(row)
        is_open = any(org_id == key.org_id and (key, status) not in listed for org_id, status in failed)
        settled = Opinion.NOT_KNOWN if is_open else Opinion.AGREES
        found[key] = Opinion.CONTRADICTS if key in contradicted else settled
    return found


def filters_on(view: CustomerView, key: PromotionKey) -> list[FilterSays]:
    """What each filter of the promotion's org says of it, in the order they were asked."""
    listed = {row["status"] for row in rows_of(view.vendor_statuses, key)}
    return [_says(one, is_listed=one.status in listed) for one in view.filters if one.org.id == key.org_id]


def _says(filtered: FilterCoverage, *, is_listed: bool) -> FilterSays:
    if is_listed or filtered.answered:
        return FilterSays(filtered.status, is_listed)
    return FilterSays(filtered.status, None, filtered.message)


def asked_filters(view: CustomerView) -> list[FilterCoverage]:
    """The filters of the orgs that answered at all: the others are told by their coverage."""
    answered = {org.org for org in view.coverage if org.state is CoverageState.ANSWERED}
    return [one for one in view.filters if one.org in answered]
