"""How each limit stands, decided for all of them at once (``tests/spec/test_allowance_states.py`` is the table)."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import Figures, Flags
from promo_data.frames.limit_rows import LimitRows
from promo_data.frames.lookup import KindLookup
from promo_data.models.promotion import UNREADABLE
from promo_data.vocabulary import AllowanceState, UnknownReason

_ROUNDING = 1e-9
"""2.4 of 3 is 0.8, but not in floating point."""

Codes = npt.NDArray[np.int8]
STATES = list(AllowanceState)
REASONS = [None, *UnknownReason]

_UNKNOWN, _CAP_ONLY, _NO_LIMIT = (
    np.int8(STATES.index(state)) for state in (AllowanceState.UNKNOWN, AllowanceState.CAP_ONLY, AllowanceState.NO_LIMIT)
)


class Standing(NamedTuple):
    """One entry a limit: what is left and the share used (NaN where neither can be said), places in the two lists."""

    headroom: Figures
    share_used: Figures
    state: Codes
    reason: Codes


def standing(rows: LimitRows, of: KindLookup, *, contradicted: Flags, mixed: Flags, near_share: float) -> Standing:
    """The state of every limit, and why where it is unknown; ``mixed`` usage is of another unit than its cap."""
    per_activity = of.per_activity.take(rows.kind)
    capped = (rows.cap > 0) & (rows.cap != UNREADABLE)
    consumable = capped & ~per_activity & (rows.used < UNREADABLE) & ~contradicted & ~mixed
    headroom = np.where(consumable, np.maximum(rows.cap - rows.used, 0.0), np.nan)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # for all is quicker than for some
        share_used = np.where(consumable, rows.used / rows.cap, np.nan)
    state = np.where(consumable, _consumed(rows, share_used, near_share), _UNKNOWN)
    state = np.where(capped & per_activity, _CAP_ONLY, state)
    state = np.where(_without_limit(rows, of), _NO_LIMIT, state)
    return Standing(headroom, share_used, state, _reasons(rows, state, mixed))


def _consumed(rows: LimitRows, share_used: Figures, near_share: float) -> Codes:
    """The first four states follow one another: a limit is as many steps on as it has passed marks."""
    near = (share_used >= near_share - _ROUNDING).astype(np.int8)
    return near + (rows.used >= rows.cap) + (rows.used > rows.cap)


def _without_limit(rows: LimitRows, of: KindLookup) -> Flags:
    """-1 is no limit, and in ``limits`` 0 too (api-facts, fact 2)."""
    without: Flags = (rows.cap == -1) | (of.in_limits.take(rows.kind) & (rows.cap == 0))
    return without


def _reasons(rows: LimitRows, state: Codes, mixed: Flags) -> Codes:
    """Why the unknown states are unknown: the first of the reasons that holds."""
    reasons = np.zeros(len(state), np.int8)
    unknown = np.flatnonzero(state == _UNKNOWN)
    cap, used = rows.cap[unknown], rows.used[unknown]
    first_that_holds = (
        (np.isnan(cap), UnknownReason.NOT_GIVEN),
        (cap == 0, UnknownReason.ZERO_CAP),
        ((cap < 0) | (cap == UNREADABLE), UnknownReason.UNREADABLE),
        (np.isnan(used), UnknownReason.NOT_GIVEN),
        (used == UNREADABLE, UnknownReason.UNREADABLE),
        (mixed[unknown], UnknownReason.MIXED_UNITS),
    )
    holds, why = zip(*first_that_holds, strict=True)
    reasons[unknown] = np.select(holds, [REASONS.index(one) for one in why], REASONS.index(UnknownReason.CONTRADICTED))
    return reasons
