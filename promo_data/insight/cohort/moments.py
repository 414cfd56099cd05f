"""Times in arrays, and what they mean at a moment; all in microseconds since 1970, ``ABSENT`` for none."""

from collections.abc import Sequence

import numpy as np

from promo_data.frames.columns import ABSENT, Numbers

_NEVER = np.iinfo(np.int64).max


def numbers_of(given: Sequence[int | None]) -> Numbers:
    """Whole numbers with ``ABSENT`` for ``None``."""
    return np.array([ABSENT if one is None else one for one in given], np.int64)


def next_end(ends: Numbers | np.int64, expires: Numbers, now: int) -> Numbers:
    """When room lapses: the end of the promotion or of the enrolment, whichever is next after ``now``.

    ``ABSENT`` where neither is to come.
    """
    of_promotion, of_enrolment = (np.where(each > now, each, _NEVER) for each in (ends, expires))
    found = np.minimum(of_promotion, of_enrolment)
    return np.where(found == _NEVER, ABSENT, found)
