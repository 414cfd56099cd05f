"""Lists of what fits a selection: in an order, a page at a time, and the customers behind it."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from promo_data.frames.columns import Flags, Numbers, ids
from promo_data.insight.cohort.asked import STATES, CohortFilters
from promo_data.insight.cohort.moments import next_end, numbers_of
from promo_data.insight.cohort.schema import CUSTOMERS
from promo_data.insight.cohort.summary import Summary
from promo_data.insight.cohort.told import Rows, edition_of, member_frame


def places(rows: Rows) -> Numbers:
    """The rows as an array."""
    return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows


def size(rows: Rows) -> int:
    """How many rows those are."""
    return int(rows.stop - rows.start) if isinstance(rows, slice) else len(rows)


def page(pieces: Iterable[Rows], limit: int, offset: int) -> Numbers:
    """``limit`` of the rows after the first ``offset``, as they come; what comes after them is not looked at."""
    found: list[Numbers] = []
    for rows in pieces:
        if offset < size(rows):
            found.append(places(rows)[offset : offset + limit])
            limit -= len(found[-1])
        offset = max(offset - size(rows), 0)
        if not limit:
            break
    return _joined(found)


def next_lapsing(summary: Summary, pieces: Iterable[Rows], now: int, limit: int, offset: int) -> Numbers:
    """``limit`` of the rows after the first ``offset``, what lapses first leading; each piece is of one edition."""
    ends, most = numbers_of(summary.editions["ends_at"]), limit + offset
    found, lapses = [], []
    for rows in map(places, pieces):
        at = next_end(ends[edition_of(summary, rows[:1])], summary.members["expires"][rows], now)
        first = smallest(at, most)
        found.append(rows[first])
        lapses.append(at[first])
    return _joined(found)[smallest(_joined(lapses), most)[offset:]]


def smallest(key: Numbers, most: int) -> Numbers:
    """The places of the ``most`` smallest, in order; of equal ones the first. Sorts no more than it gives back."""
    if not 0 < most < len(key):
        return np.argsort(key, kind="stable")[: max(most, 0)]
    edge = np.partition(key, most - 1)[most - 1]
    below = np.flatnonzero(key < edge)
    chosen = np.concatenate([below, np.flatnonzero(key == edge)[: most - len(below)]])
    return chosen[np.argsort(key[chosen], kind="stable")]


def near_entries(summary: Summary, filters: CohortFilters) -> Rows:
    """The entries of ``Summary.near`` that fit, in their order."""
    fits, near = summary.fitting(filters), summary.near
    if fits.all() and not filters.states:
        return slice(0, len(near["member"]))
    found = np.flatnonzero(fits[near["promotion"]])
    wanted = np.array([not filters.states or state in filters.states for state in STATES], np.bool_)
    return found[wanted[summary.members["state"][near["member"][found]]]]


def customers_of(summary: Summary, pieces: Iterable[Rows]) -> Numbers:
    """The distinct customers of the rows, as places in ``Summary.customers``, which are in order of their numbers."""
    seen = np.zeros(len(summary.customers), np.bool_)
    for rows in pieces:
        seen[summary.members["customer"][rows]] = True
    return np.flatnonzero(seen)


def customer_frame(summary: Summary, pieces: Iterable[Rows], customers: Numbers, now: int) -> pd.DataFrame:
    """One row (``schema.CUSTOMERS``) for each of these customers: how many rows fit, and the most used up of them."""
    rows = _rows_of(summary, pieces, customers)
    customer = summary.members["customer"][rows].astype(np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = summary.members["used"][rows] / summary.members["cap"][rows]
    order = np.lexsort((-np.nan_to_num(share, nan=-1.0), customer))
    _, first, count = np.unique(customer[order], return_index=True, return_counts=True)
    of_members = member_frame(summary, rows[order][first], now)
    return CUSTOMERS.frame({"promotions": ids(count), **{name: of_members[name].array for name in of_members.columns}})


def _rows_of(summary: Summary, pieces: Iterable[Rows], customers: Numbers) -> Numbers:
    wanted = np.zeros(len(summary.customers), np.bool_)
    wanted[customers] = True
    return _joined([_where(wanted[summary.members["customer"][rows]], rows) for rows in pieces])


def _where(fits: Flags, rows: Rows) -> Numbers:
    return np.flatnonzero(fits) + int(rows.start) if isinstance(rows, slice) else rows[fits]


def in_batches(pieces: Iterable[Rows], most: int) -> Iterator[Numbers]:
    """All rows as they come, ``most`` at a time: a promotion may have few, and every frame costs the same to begin."""
    held: list[Numbers] = []
    for rows in pieces:
        held.append(places(rows))
        while sum(map(len, held)) >= most:
            whole = _joined(held)
            yield whole[:most]
            held = [whole[most:]]
    if any(map(len, held)):
        yield _joined(held)


def _joined(found: list[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *found])
