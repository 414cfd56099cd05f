"""The allowances frame: one row a limit."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from promo_data.frames.columns import category, in_use
from promo_data.frames.gathered import Limits
from promo_data.frames.kinds import Kind
from promo_data.frames.schema import ALLOWANCES
from promo_data.frames.standing import REASONS, STATES
from promo_data.frames.units import MIXED_POINTS, UNITS


def allowances_frame(keys: dict[str, Any], limits: Limits, kinds: Sequence[Kind]) -> pd.DataFrame:
    """A row (``schema.ALLOWANCES``) for each limit, promotion after promotion, in the order of the stages."""
    return ALLOWANCES.frame(
        {
            **keys,
            **_words(limits, kinds),
            "cap": limits.cap,
            "used": limits.used,
            "headroom": limits.headroom,
            "share_used": limits.share_used,
            "state": category(in_use(STATES, limits.state), limits.state),
            "unknown_reason": category(in_use(REASONS, limits.reason), limits.reason),
        }
    )


def _words(limits: Limits, kinds: Sequence[Kind]) -> dict[str, Any]:
    """The columns that follow from the kind of a limit; the unit also from how its points were counted."""
    found = in_use(kinds, limits.kind)
    names = ("stage", "kpi", "measure", "limit_on", "period", "window")
    words = {name: category([getattr(kind, name, None) for kind in found], limits.kind) for name in names}
    unit = np.where(limits.mixed, len(kinds), limits.kind)
    units = in_use([*(UNITS.get(kind.measure) for kind in kinds), MIXED_POINTS], unit)
    return words | {"unit": category(units, unit)}
