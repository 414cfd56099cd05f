"""Where a promotion stands between its dates; ``active`` is not asked (api-facts, fact 6)."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import ABSENT, Numbers, microseconds
from promo_data.vocabulary import Phase

PHASES: Sequence[Phase] = list(Phase)


def phase(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> Phase:
    """Upcoming, running or ended at ``at``; unknown where the dates do not settle it. All times have an offset."""
    begin, end, now = (np.array([microseconds(moment)]) for moment in (starts_at, ends_at, at))
    return PHASES[int(phases(begin, end, now)[0])]


def phases(begin: Numbers, end: Numbers, at: Numbers) -> npt.NDArray[np.int8]:
    """The same for many, in microseconds since 1970: places in ``PHASES``."""
    found = np.full(len(at), PHASES.index(Phase.UNKNOWN), np.int8)
    found[(begin != ABSENT) & (end != ABSENT)] = PHASES.index(Phase.RUNNING)
    found[at < begin] = PHASES.index(Phase.UPCOMING)
    found[(end != ABSENT) & (at > end)] = PHASES.index(Phase.ENDED)
    return found
