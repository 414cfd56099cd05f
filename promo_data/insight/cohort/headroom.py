"""What is left of one limit of one promotion: for how many customers how much."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from promo_data.frames.columns import Figures, Flags, Numbers
from promo_data.insight.cohort.asked import STATES, CohortFilters, LimitKey
from promo_data.insight.cohort.known import Kind
from promo_data.insight.cohort.scan import limit_rows
from promo_data.insight.cohort.schema import HEADROOM_BINS, LIMIT_COUNTS
from promo_data.insight.cohort.summary import Summary
from promo_data.insight.cohort.tightest import GROUP
from promo_data.insight.cohort.told import promotion_columns
from promo_data.vocabulary import AllowanceState

MOST_BINS = 40
_APART = (AllowanceState.NO_LIMIT, AllowanceState.CAP_ONLY, AllowanceState.UNKNOWN)


class Bins(NamedTuple):
    """Each with more than ``lowest`` and at most ``highest``, or exactly that where both are equal."""

    lowest: Figures
    highest: Figures
    customers: Numbers


def bins(left: Figures) -> Bins:
    """At most ``MOST_BINS``: one for each figure where so many do, else one for nothing and the rest of equal width."""
    values, counts = np.unique(left, return_counts=True)
    if len(values) <= MOST_BINS:
        return Bins(values, values, counts)
    edges = np.linspace(0.0, values[-1], MOST_BINS)
    found = np.bincount(np.searchsorted(edges, values), counts, minlength=MOST_BINS).astype(np.int64)
    return Bins(np.concatenate([edges[:1], edges[:-1]]), edges, found)


def limit_counts(summary: Summary, promotion: int | None) -> pd.DataFrame:
    """One row (``schema.LIMIT_COUNTS``) for each limit that any customer has of the promotion at that place."""
    if promotion is None:
        return LIMIT_COUNTS.empty()
    index = summary.limit_index
    rows = np.flatnonzero(index["promotion"] == promotion)
    pieces = map(slice, index["begin"][rows].tolist(), index["end"][rows].tolist())
    groups = [np.bincount(GROUP[summary.limits["state"][piece]], minlength=len(STATES)) for piece in pieces]
    counts = np.array(groups, np.int64).reshape(len(rows), len(STATES))
    key = promotion_columns(summary, np.full(len(rows), promotion))
    return LIMIT_COUNTS.frame(
        {
            **{name: key[name] for name in ("org_id", "program_id", "promotion_id")},
            **{name: [summary.kinds[name][kind] for kind in index["kind"][rows]] for name in Kind._fields},
            "cap": index["cap"][rows],
            **{state.value: counts[:, place].tolist() for place, state in enumerate(STATES)},
        }
    )


def most_binding(summary: Summary, promotion: int | None) -> LimitKey | None:
    """The limit that binds most customers of the promotion; ``None`` where none binds anybody."""
    if promotion is None:
        return None
    of = summary.promotions
    kind = summary.members["kind"][of["begin"][promotion] : of["end"][promotion]]
    counts = np.bincount(kind[kind >= 0], minlength=1)
    if not counts.any():
        return None
    return LimitKey(*(summary.kinds[name][int(counts.argmax())] for name in LimitKey._fields))


def headroom_bins(summary: Summary, promotion: int, limit: LimitKey, filters: CohortFilters) -> pd.DataFrame:
    """``schema.HEADROOM_BINS``: the bins, then one row for each state in which nothing can be said of what is left."""
    rows = [_fitting(summary, piece, filters) for piece in limit_rows(summary, promotion, limit)]
    left = np.concatenate([np.empty(0), *(summary.limits["headroom"][piece][fits] for piece, fits in rows)])
    groups = np.concatenate(
        [np.empty(0, np.int64), *(GROUP[summary.limits["state"][piece][fits]] for piece, fits in rows)]
    )
    found = bins(left[~np.isnan(left)])
    apart = [int((groups == STATES.index(state)).sum()) for state in _APART]
    nowhere = np.full(len(_APART), np.nan)
    return HEADROOM_BINS.frame(
        {
            "lowest": np.concatenate([found.lowest, nowhere]),
            "highest": np.concatenate([found.highest, nowhere]),
            "state": [*[None] * len(found.customers), *_APART],
            "customers": [*found.customers.tolist(), *apart],
        }
    )


def _fitting(summary: Summary, piece: slice, filters: CohortFilters) -> tuple[slice, Flags | slice]:
    """Which rows of a piece are of members whose state is wanted."""
    if not filters.states:
        return piece, slice(None)
    wanted = np.array([state in filters.states for state in STATES], np.bool_)
    return piece, wanted[summary.members["state"][summary.limits["member"][piece]]]
