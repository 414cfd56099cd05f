"""What a person should know of an exported list of promotions: whose, over which orgs, how old, and how filtered."""

from collections.abc import Mapping
from datetime import datetime

from pages.components.filter_bar import value_words
from pages.components.formats import distance, exact
from pages.components.narrowing import Filters
from pages.components.wording import export as words
from pages.components.wording import promotion_export as own
from pages.components.wording.customer import failure_words
from pages.components.wording.narrowing import FACETS, OVERVIEW, PROPERTIES
from promo_data.frames.document import Cell
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import OrgCoverage
from promo_data.vocabulary import CoverageState

OrgNames = Mapping[int | None, str]


def about_view(view: CustomerView, now: datetime) -> dict[str, Cell]:
    """What the list rests on: the customer, each org, the age of the data, and what is missing."""
    lost = sum(problem.is_loss for problem in view.problems)
    return {
        own.CUSTOMER: view.customer_id,
        own.OLDEST: view.as_of,
        own.AGE: own.AGE_IS.format(ago=distance(view.as_of, now)) if view.as_of else None,
        own.COVERAGE: own.RESTS_ON.format(answered=view.answered, asked=view.asked),
        **{own.ORG.format(name=org.org.name): _org_words(org) for org in view.coverage},
        own.COMPLETE: own.YES if view.complete else own.NO,
        own.PROBLEMS: lost,
        own.OPINION: own.ASKED if view.filters else own.NOT_ASKED,
    }


def _org_words(org: OrgCoverage) -> str:
    if org.state is CoverageState.ANSWERED and org.as_of is not None:
        return own.ANSWERED.format(at=exact(org.as_of))
    return failure_words(org)


def about_filters(filters: Filters, org_names: OrgNames, *, searched: bool) -> dict[str, Cell]:
    """What left promotions out. A text that was searched is not told: somebody may have typed an identifier."""
    told: dict[str, Cell] = {}
    if filters.facets:
        told[words.FILTER.format(name=OVERVIEW)] = ", ".join(FACETS[facet] for facet in filters.facets)
    for name, values in filters.values.items():
        if values:
            named = (value_words(name, value, org_names=org_names) for value in values)
            told[words.FILTER.format(name=PROPERTIES[name])] = ", ".join(named)
    if searched:
        told[own.SEARCHED] = own.YES
    return told or {words.FILTERS: words.NO_FILTER}
