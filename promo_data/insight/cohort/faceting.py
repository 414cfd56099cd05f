"""What a cohort can be told apart by: each value with its promotions and customers, the other filters applied."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from promo_data.insight.cohort.asked import CohortFilters, Selection
from promo_data.insight.cohort.lists import customers_of
from promo_data.insight.cohort.scan import rows_behind
from promo_data.insight.cohort.schema import FACETS
from promo_data.insight.cohort.summary import Summary

_FACETS = {
    "org": ("orgs", "org_id"),
    "programme": ("programmes", "program_id"),
    "type": ("types", "type"),
    "event": ("events", "event"),
}
"""Under its word, the filter and the column of promotions."""


def facet_counts(summary: Summary, filters: CohortFilters) -> pd.DataFrame:
    """One row (``schema.FACETS``) a value: how much there would be if the facet's own filter held it alone."""
    rows = [row for facet in _FACETS for row in _values(summary, filters, facet)]
    columns = zip(*rows, strict=True) if rows else [()] * len(FACETS.names)
    return FACETS.frame({name: list(values) for name, values in zip(FACETS.names, columns, strict=True)})


def _values(summary: Summary, filters: CohortFilters, facet: str) -> list[tuple[Any, ...]]:
    name, column = _FACETS[facet]
    given = summary.promotions[column]
    left = np.flatnonzero(summary.fitting(_only(filters, name, frozenset()))).tolist()
    of_value: dict[Any, int] = {}
    for place in left:
        of_value[given[place]] = of_value.get(given[place], 0) + 1
    return [
        (
            facet,
            None if value is None else str(value),
            count,
            _customers(summary, _only(filters, name, frozenset([value]))),
        )
        for value, count in sorted(of_value.items(), key=lambda item: (item[0] is None, item[0]))
    ]


def _only(filters: CohortFilters, name: str, values: frozenset[Any]) -> CohortFilters:
    return replace(filters, **{name: values})


def _customers(summary: Summary, filters: CohortFilters) -> int:
    return len(customers_of(summary, rows_behind(summary, Selection(filters))))
