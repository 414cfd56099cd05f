"""Usage that contradicts itself: all customers together cannot have used less than this one (api-facts, fact 5)."""

import numpy as np

from promo_data.frames.columns import Figures, Flags
from promo_data.frames.kinds import Kind
from promo_data.frames.limit_rows import LimitRows
from promo_data.frames.lookup import KindLookup
from promo_data.vocabulary import Measure

_COLUMN_OF_USAGE = {Measure.POINTS: 0, Measure.TIMES: 1}


def contradicted(rows: LimitRows, of: KindLookup, usage: Figures) -> Flags:
    """Which limits' promotion-wide usage lies below what the customer used; ``usage`` is that of each promotion."""
    found = np.zeros(len(rows.kind), np.bool_)
    in_doubt = np.flatnonzero(of.of_everybody[rows.kind] & (rows.cap > 0) & (rows.used >= 0))
    numbers = rows.kind[in_doubt]
    for number in np.flatnonzero(np.bincount(numbers)).tolist():
        own = _used_by_customer(of.kinds[number], rows, of, usage)
        places = in_doubt[numbers == number]
        found[places] = rows.used[places] < own[rows.promotion[places]]
    return found


def _used_by_customer(everybody: Kind, rows: LimitRows, of: KindLookup, usage: Figures) -> Figures:
    """The most that is known of each promotion's customer within what ``everybody`` counts; NaN where nothing is."""
    own = np.full(len(usage), np.nan)
    if everybody.is_whole_promotion and everybody.measure in _COLUMN_OF_USAGE:
        own[:] = usage[:, _COLUMN_OF_USAGE[everybody.measure]]
    within = np.array([kind.lies_within(everybody) for kind in of.kinds])
    places = np.flatnonzero(within[rows.kind])
    np.fmax.at(own, rows.promotion[places], rows.used[places])
    return own
