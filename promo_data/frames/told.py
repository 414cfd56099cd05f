"""What timelines tell of each promotion, as columns: how often the customer was enrolled and issued to, until when."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from promo_data.frames.columns import ABSENT, Figures, Flags, Numbers, Objects, microseconds
from promo_data.frames.kinds import Pool
from promo_data.frames.timelines import Course
from promo_data.vocabulary import Measure, Stage


class Told(NamedTuple):
    """One entry a promotion, absent where it came without a timeline.

    ``issuals`` and ``earns`` are what restrictions of these names would count: enrolments and the issues under them,
    or for a promotion that is issued directly its issues alone (api-facts §7.2).
    """

    issuals: Figures
    earns: Figures
    redeemed: Figures
    ends: Numbers
    records: Objects


def told(courses: Mapping[int, Course], begin: int, *, enrols: Flags, is_issued_directly: Flags) -> Told:
    """What the timelines of as many promotions as there are flags tell; the first promotion is number ``begin``."""
    size = len(enrols)
    enrolments, issues, redeemed = (np.full(size, np.nan) for _ in range(3))
    ends, records = np.full(size, ABSENT), np.full(size, None)
    for place in range(size) if courses else ():
        if course := courses.get(begin + place):
            enrolments[place], issues[place], redeemed[place] = course.enrolments, course.issues, course.redeemed
            ends[place], records[place] = microseconds(course.expires_at), course.records
    issuals = np.where(enrols, enrolments, np.where(is_issued_directly, issues, np.nan))
    return Told(issuals, np.where(enrols, issues, np.nan), redeemed, ends, records)


def known_usage(usage: Figures, timelines: Told) -> Mapping[Pool, Figures]:
    """What the customer used for sure: the points and times of ``customerUsage``, and what the timelines tell."""
    return {
        Pool(Stage.REDEMPTION, Measure.POINTS): usage[:, 0],
        Pool(Stage.REDEMPTION, Measure.TIMES): usage[:, 1],
        Pool(Stage.ISSUAL, Measure.ISSUALS): timelines.issuals,
        Pool(Stage.EARN, Measure.EARNS): timelines.earns,
        Pool(Stage.REDEMPTION, Measure.REDEMPTIONS_PER_EARN): timelines.redeemed,
    }
