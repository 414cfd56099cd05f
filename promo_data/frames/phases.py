"""Where a promotion stands between its dates; ``active`` is not asked (api-facts, fact 6)."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from promo_data.frames.columns import ABSENT, Numbers, microseconds
from promo_data.vocabulary import Phase

PHASES: Sequence[Phase] = list(Phase)


def phases_at(promotions: pd.DataFrame, at: datetime) -> list[Phase]:
    """The phase of each row of the promotions frame at another time than that of its answer."""
    begin, end = (promotions[name].to_numpy("M8[us]").view(np.int64) for name in ("starts_at", "ends_at"))
    return [PHASES[place] for place in phases(begin, end, np.full(len(begin), microseconds(at))).tolist()]


def phases(begin: Numbers, end: Numbers, at: Numbers) -> npt.NDArray[np.int8]:
    """Upcoming, running or ended at ``at``, unknown where the dates do not settle it: places in ``PHASES``.

    All in microseconds since 1970.
    """
    found = np.full(len(at), PHASES.index(Phase.UNKNOWN), np.int8)
    found[(begin != ABSENT) & (end != ABSENT)] = PHASES.index(Phase.RUNNING)
    found[at < begin] = PHASES.index(Phase.UPCOMING)
    found[(end != ABSENT) & (at > end)] = PHASES.index(Phase.ENDED)
    return found
