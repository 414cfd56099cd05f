"""Usage that contradicts itself: less than what is known to lie within it.

All customers together cannot have used less than this one (api-facts, fact 5), nor this one over a time less than in a
part of it, than ``customerUsage`` says, or than the timeline shows (api-facts §3.4). Points come with
and without decimals, so that less than one of them contradicts nothing.
"""

from collections.abc import Mapping

import numpy as np

from promo_data.frames.columns import Figures, Flags, figures
from promo_data.frames.kinds import Pool
from promo_data.frames.limit_rows import LimitRows
from promo_data.frames.lookup import KindLookup
from promo_data.models.promotion import UNREADABLE


def contradicted(rows: LimitRows, of: KindLookup, known: Mapping[Pool, Figures]) -> Flags:
    """Which limits' usage lies below what is known; ``known`` is what each promotion's customer used of a pool."""
    most = np.full((_size(known), len(of.pools)), np.nan)
    for place, pool in enumerate(of.pools):
        if pool in known:
            most[:, place] = figures(known[pool])
    _raise_to_own_usage(most, rows, of)
    least = most.take(rows.promotion * len(of.pools) + of.pool.take(rows.kind))
    less: Flags = (rows.used < least) & of.is_bounded.take(rows.kind)
    places = np.flatnonzero(less)
    less[places] &= (least[places] - rows.used[places] >= 1) | ~of.in_points[rows.kind[places]]
    return less


def _size(known: Mapping[Pool, Figures]) -> int:
    return len(next(iter(known.values())))


def _raise_to_own_usage(most: Figures, rows: LimitRows, of: KindLookup) -> None:
    """Raise ``most`` to what the customer's own limits say: each in its window, and in all that this lies within."""
    own = np.flatnonzero(of.of_customer.take(rows.kind) & (rows.used < UNREADABLE))
    places = rows.promotion[own] * len(of.pools) + of.pool[rows.kind[own]]
    np.fmax.at(most.ravel(), places, rows.used[own])
    for inner, outer in of.within:
        np.fmax(most[:, outer], most[:, inner], out=most[:, outer])
