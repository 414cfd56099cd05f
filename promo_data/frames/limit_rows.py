"""The rows of the allowances frame before they have a state: the restrictions, then what ``limits`` adds to them."""

from typing import NamedTuple

import numpy as np

from promo_data.frames.columns import Figures, Flags, Numbers
from promo_data.frames.harvest import Columns
from promo_data.frames.kinds import IN_LIMITS
from promo_data.frames.lookup import KindLookup, Lookup
from promo_data.models.promotion import UNREADABLE

_FOUR = len(IN_LIMITS)


class LimitRows(NamedTuple):
    """One entry a limit: the place of its promotion, the number of its kind, its cap and its usage as given."""

    promotion: Numbers
    kind: Numbers
    cap: Figures
    used: Figures


class _Places(NamedTuple):
    """Which rows are of ``limits`` and which are restrictions; as flags they would cost NumPy several times as much."""

    limits: Numbers
    restrictions: Numbers


def most_limit_rows(columns: Columns, lookup: Lookup) -> int:
    """How many entries ``limit_rows`` has if ``limits`` repeats nothing."""
    return int(lookup.size[columns.editions].sum())


def limit_rows(columns: Columns, lookup: Lookup) -> LimitRows:
    """All limits, promotion after promotion, in the order of the stages; ``limits`` only where it says more."""
    size = lookup.size[columns.editions]
    end = size.cumsum()
    kind = lookup.every_kind[np.arange(size.sum()) + np.repeat(lookup.begin[columns.editions] - (end - size), size)]
    in_limits = kind < _FOUR  # the first kinds are those of ``limits``
    places = _Places((end[:, None] - np.arange(_FOUR, 0, -1)).ravel(), np.flatnonzero(~in_limits))
    caps = lookup.caps_of_limits[lookup.own[columns.editions]]
    rows = LimitRows(
        promotion=np.repeat(np.arange(len(size)), size),
        kind=kind,
        cap=_put_together(places, caps, columns.figures[:, 0]),
        used=_put_together(places, _usage_of_limits(columns.usage), columns.figures[:, 1]),
    )
    told = ~(in_limits & np.isnan(rows.cap))
    restricted, repeats = _repeated(rows, end - _FOUR, lookup.of)
    rows.used[restricted] = np.where(np.isnan(rows.used[restricted]), rows.used[repeats], rows.used[restricted])
    told[repeats] = False
    return rows if told.all() else LimitRows(*(entries.compress(told) for entries in rows))


def _usage_of_limits(usage: Figures) -> Figures:
    """Of what is allowed for one activity nothing is ever used up."""
    return np.column_stack((np.full(len(usage), np.nan), usage))


def _put_together(places: _Places, limits: Figures, restrictions: Figures) -> Figures:
    together = np.empty(limits.size + len(restrictions))
    together[places.limits] = limits.ravel()
    together[places.restrictions] = restrictions
    return together


def _repeated(rows: LimitRows, first_of_limits: Numbers, of: KindLookup) -> tuple[Numbers, Numbers]:
    """The redemption restrictions that ``limits`` repeats, and where: same measure, limit_on, cap, and usage if given.

    Usage that differs is told twice, for one of the two is wrong. Only everybody's is 0 in ``limits`` whatever was
    used (api-facts, fact 5).
    """
    repeated_by = of.repeated_by.take(rows.kind)
    restricted = np.flatnonzero(repeated_by >= 0)
    repeats = first_of_limits[rows.promotion[restricted]] + repeated_by[restricted]
    cap, used, repeated_use = rows.cap[restricted], rows.used[restricted], rows.used[repeats]
    one_is_absent = np.isnan(used) | np.isnan(repeated_use)
    says_nothing = of.of_everybody[rows.kind[restricted]] & (repeated_use == 0)
    same_usage = (used == repeated_use) | one_is_absent | says_nothing
    same: Flags = (cap == rows.cap[repeats]) & (cap != UNREADABLE) & same_usage
    return restricted[same], repeats[same]
