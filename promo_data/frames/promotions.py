"""The promotions frame: one row a customer, org and promotion."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from promo_data.frames.catalogue import Own
from promo_data.frames.columns import (
    ABSENT,
    Figures,
    Numbers,
    Objects,
    category,
    counts,
    flags,
    in_use,
    microseconds,
    objects,
    times,
)
from promo_data.frames.gathered import Promotions
from promo_data.frames.phases import PHASES, phases
from promo_data.frames.schema import PROMOTIONS
from promo_data.frames.timelines import Course, metadata_records, utc
from promo_data.frames.units import POINTS_UNITS
from promo_data.vocabulary import PromotionType


def promotions_frame(
    keys: dict[str, Any], promotions: Promotions, owns: Sequence[Own], courses: Mapping[int, Course]
) -> pd.DataFrame:
    """A row (``schema.PROMOTIONS``) for each promotion, in the order in which they came.

    ``courses`` are the timelines by the place of their promotion.
    """
    return PROMOTIONS.frame(
        {
            **keys,
            **_words(owns, promotions.own),
            **_dates(promotions, owns),
            **_usage(promotions),
            **_way_through(promotions, owns, courses),
        }
    )


def _words(owns: Sequence[Own], own: Numbers) -> dict[str, Any]:
    """What a promotion says of itself."""
    names = ("name", "identifier", "type", "event", "description")
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


def _way_through(promotions: Promotions, owns: Sequence[Own], courses: Mapping[int, Course]) -> dict[str, Any]:
    """How far the customer came: the usage of the restrictions says it, else the timeline (api-facts §7.1).

    The vendor swaps words: the screen's "enrol" is the backend's "issue" (api-facts, fact 8).
    """
    enrols, is_issued = (
        np.array([one.type == promotion_type for one in owns], np.bool_)[promotions.own]
        for promotion_type in (PromotionType.LOYALTY_EARNING, PromotionType.LOYALTY)
    )
    timelines = _timelines(len(promotions.own), courses)
    issued = np.where(enrols, promotions.earns, promotions.issuals)
    return {
        "enrolled": counts(np.where(enrols, _else(promotions.issuals, timelines.enrolments), np.nan)),
        "issued": counts(np.where(enrols | is_issued, _else(issued, timelines.issues), np.nan)),
        "enrolment_expires_at": times(timelines.ends),
        "timeline": timelines.records,
    }


class _Timelines(NamedTuple):
    """One entry a promotion, absent where it came without a timeline."""

    enrolments: Figures
    issues: Figures
    ends: Numbers
    records: Objects


def _timelines(size: int, courses: Mapping[int, Course]) -> _Timelines:
    found = _Timelines(np.full(size, np.nan), np.full(size, np.nan), np.full(size, ABSENT), np.full(size, None))
    for place, course in courses.items():
        found.enrolments[place], found.issues[place] = course.enrolments, course.issues
        found.ends[place], found.records[place] = microseconds(course.expires_at), course.records
    return found


def _else(given: Figures, otherwise: Figures) -> Figures:
    return np.where(np.isnan(given), otherwise, given)
