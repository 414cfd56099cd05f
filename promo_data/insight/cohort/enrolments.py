"""What the timelines of a part tell about enrolments, as columns; ``facts.PromotionFacts`` says it of one customer."""

from datetime import datetime
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import ABSENT, Numbers, microseconds
from promo_data.insight.cohort.coded import Words

NOT_ENROLLED, NOT_TOLD, ENROLLED = range(3)
"""Whether an enrolment runs: no, the data does not tell, yes."""

_NO_TIMELINE = -1


class _Enrolment(msgspec.Struct, gc=False):
    """All that is looked at of an enrolment as ``cohort.snapshot`` writes it."""

    expires_at: datetime | None


_decoder = msgspec.json.Decoder(list[_Enrolment])


class Enrolments(NamedTuple):
    """One entry a promotion: when the latest enrolment ends, and what holds once that is over (or if there is none).

    ``ends`` is in microseconds since 1970, ``ABSENT`` for none.
    """

    ends: Numbers
    otherwise: npt.NDArray[np.uint8]


def running_at(ends: Numbers, otherwise: npt.NDArray[np.uint8], now: int) -> npt.NDArray[np.uint8]:
    """``NOT_ENROLLED``, ``NOT_TOLD`` or ``ENROLLED`` at ``now``, in microseconds since 1970."""
    return np.where(ends > now, np.uint8(ENROLLED), otherwise)


def enrolments(timeline: Words, enrolled: Numbers) -> Enrolments:
    """What ``timeline`` (JSON texts of lists) and the number ``enrolled``, ``ABSENT`` for none, say together.

    Usage may count more enrolments than the timeline lists, and one of those may run.
    """
    told = [_told(text) for text in timeline.known]
    listed, ends, undated = np.array([*told, (_NO_TIMELINE, ABSENT, 0)], np.int64)[timeline.places].T
    without = np.where(enrolled == 0, NOT_ENROLLED, NOT_TOLD)
    otherwise = np.where((undated > 0) | (enrolled > listed), NOT_TOLD, NOT_ENROLLED)
    return Enrolments(ends, np.where(listed == _NO_TIMELINE, without, otherwise).astype(np.uint8))


def _told(text: str | None) -> tuple[int, int, int]:
    """How many enrolments the list has, when the latest ends, and of how many the end is not given."""
    ends = [microseconds(one.expires_at) for one in _decoder.decode(text or "[]")]
    return len(ends), max(ends, default=ABSENT), ends.count(ABSENT)
