"""The binding limit and the state of every promotion of a part, without a frame; ``insight.binding`` says the same."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import Figures, Flags, Numbers
from promo_data.insight.cohort.asked import STATES
from promo_data.vocabulary import USED_UP_STATES, AllowanceState, Measure, Stage

Codes = npt.NDArray[np.uint8]

ALL_STATES = list(AllowanceState)
STAGES = list(Stage)
MEASURES = list(Measure)
GROUP = np.array(
    [STATES.index(AllowanceState.EXHAUSTED if s is AllowanceState.OVER else s) for s in ALL_STATES], np.uint8
)
"""The place in ``STATES`` of each of ``ALL_STATES``."""
_TELLING_FIRST = (AllowanceState.UNKNOWN, AllowanceState.CAP_ONLY, AllowanceState.NO_LIMIT)
ROOM, NOT_KNOWN, USED_UP = range(3)
"""What the limits of one stage say together."""


class LimitColumns(NamedTuple):
    """One entry a limit; ``promotion`` is the row of its promotion, the next three are places in the three lists."""

    promotion: Numbers
    stage: Numbers
    measure: Numbers
    state: Numbers
    cap: Figures
    used: Figures
    headroom: Figures
    share_used: Figures


def binding_rows(limits: LimitColumns, promotions: int) -> Numbers:
    """The row in ``limits`` of what binds each promotion as ``insight.binding`` has it, -1 where nothing does."""
    left = np.flatnonzero(~np.isnan(limits.share_used))
    within_issue = limits.measure == MEASURES.index(Measure.REDEMPTIONS_PER_EARN)
    for key in (-limits.share_used, within_issue.astype(float), limits.stage.astype(float), limits.headroom):
        least = np.full(promotions, np.inf)
        np.minimum.at(least, limits.promotion[left], key[left])
        left = left[key[left] == least[limits.promotion[left]]]
    found = np.full(promotions, -1)
    found[limits.promotion[left][::-1]] = left[::-1]
    return found


def states(limits: LimitColumns, binding: Numbers, *, whole: Flags) -> Codes:
    """The place in ``STATES`` of each promotion: that of what binds, else of the limits' most telling state.

    A promotion without limits has none where the answer gave all stages (``whole``); else nothing is known.
    """
    found = np.where(whole, _group(AllowanceState.NO_LIMIT), _group(AllowanceState.UNKNOWN))
    for state in reversed(_TELLING_FIRST):
        found[limits.promotion[limits.state == ALL_STATES.index(state)]] = _group(state)
    return np.where(binding >= 0, GROUP[limits.state.take(binding, mode="clip")], found) if len(limits.state) else found


def room(limits: LimitColumns, stage: Stage, promotions: int) -> Codes:
    """``USED_UP`` where a limit of the stage is, else ``NOT_KNOWN`` where one is unknown, else ``ROOM``."""
    found = np.full(promotions, ROOM, np.uint8)
    of_stage = limits.stage == STAGES.index(stage)
    found[limits.promotion[of_stage & (limits.state == ALL_STATES.index(AllowanceState.UNKNOWN))]] = NOT_KNOWN
    spent = np.isin(limits.state, [ALL_STATES.index(state) for state in USED_UP_STATES])
    found[limits.promotion[of_stage & spent]] = USED_UP
    return found


def _group(state: AllowanceState) -> np.uint8:
    return np.uint8(STATES.index(state))
