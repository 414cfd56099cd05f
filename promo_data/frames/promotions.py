"""The promotions frame: one row a customer, org and promotion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from promo_data.frames.catalogue import Own
from promo_data.frames.columns import Numbers, category, counts, flags, in_use, microseconds, objects, times
from promo_data.frames.gathered import Promotions
from promo_data.frames.lookup import Lookup
from promo_data.frames.phases import PHASES, phases
from promo_data.frames.schema import PROMOTIONS
from promo_data.frames.timelines import metadata_records, utc
from promo_data.frames.units import POINTS_UNITS


def promotions_frame(keys: dict[str, Any], promotions: Promotions, known: Lookup) -> pd.DataFrame:
    """A row (``schema.PROMOTIONS``) for each promotion, in the order in which they came."""
    return PROMOTIONS.frame(
        {
            **keys,
            **_words(known.owns, promotions.own),
            **_dates(promotions, known.owns),
            **_usage(promotions),
            **_way_through(promotions, known),
        }
    )


def _words(owns: Sequence[Own], own: Numbers) -> dict[str, Any]:
    """What a promotion says of itself."""
    names = ("name", "identifier", "type", "event", "description", "stages_given")
    return {name: category([getattr(one, name) for one in owns], own) for name in names} | {
        "active": flags([one.active for one in owns], own),
        "metadata": objects([metadata_records(one.metadata) for one in owns], own),
    }


def _dates(promotions: Promotions, owns: Sequence[Own]) -> dict[str, Any]:
    begin, end = (
        np.array([microseconds(utc(getattr(one, name))) for one in owns], np.int64)[promotions.own]
        for name in ("starts_at", "ends_at")
    )
    phase = phases(begin, end, promotions.as_of)
    return {"starts_at": times(begin), "ends_at": times(end), "phase": category(in_use(PHASES, phase), phase)}


def _usage(promotions: Promotions) -> dict[str, Any]:
    unit = promotions.mixed.astype(np.int8)
    return {
        "points_used": promotions.points,
        "times_used": promotions.times,
        "points_unit": category(in_use(POINTS_UNITS, unit), unit),
    }


def _way_through(promotions: Promotions, known: Lookup) -> dict[str, Any]:
    """How far the customer came.

    The vendor swaps words: the screen's "enrol" is the backend's "issue" (api-facts, fact 8).
    """
    enrols, is_issued_directly = known.enrols[promotions.own], known.is_issued_directly[promotions.own]
    issued = np.where(enrols, promotions.earns, np.fmax(promotions.issuals, promotions.earns))
    return {
        "enrolled": counts(np.where(enrols, promotions.issuals, np.nan)),
        "issued": counts(np.where(enrols | is_issued_directly, issued, np.nan)),
        "enrolment_expires_at": times(promotions.ends),
        "timeline": promotions.timeline,
    }
