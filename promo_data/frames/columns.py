"""Columns of a frame from NumPy's arrays, in the types of the schema."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from promo_data.models.promotion import UNREADABLE

Figures = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Places = npt.NDArray[np.integer]

Thing = TypeVar("Thing")

ABSENT = -(2**63)
"""Stands for no number in an array of whole numbers, as it does for pandas' own times."""

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def microseconds(moment: datetime | None) -> int:
    """``moment`` in microseconds since 1970, ``ABSENT`` for none."""
    return ABSENT if moment is None else (moment - _EPOCH) // _MICROSECOND


def times(since_1970: Numbers) -> ExtensionArray:
    """Moments in UTC from microseconds."""
    return pd.DatetimeIndex(since_1970.view("M8[us]")).tz_localize("UTC").array


def integers(numbers: Numbers) -> pd.arrays.IntegerArray:
    """Whole numbers, none of them absent."""
    return pd.arrays.IntegerArray(numbers, np.zeros(len(numbers), np.bool_))


def ids(numbers: Numbers) -> pd.arrays.IntegerArray:
    """Whole numbers, some of them ``ABSENT``."""
    return pd.arrays.IntegerArray(numbers, numbers == ABSENT)


def counts(given: Figures) -> pd.arrays.IntegerArray:
    """Whole numbers from figures that are NaN where absent."""
    absent = np.isnan(given)
    return pd.arrays.IntegerArray(np.where(absent, 0, given).astype(np.int64), absent)


def flags(given: Sequence[bool | None], places: Places) -> pd.arrays.BooleanArray:
    """The flag of each place; ``None`` is absent."""
    values = np.array([bool(one) for one in given], np.bool_)
    absent = np.array([one is None for one in given], np.bool_)
    return pd.arrays.BooleanArray(values.take(places), absent.take(places))


def figures(given: Figures) -> Figures:
    """Figures with NaN for those that cannot be read."""
    return np.where(given == UNREADABLE, np.nan, given)


def objects(given: Sequence[object], places: Places) -> Objects:
    """The object of each place, not copied."""
    held = np.empty(len(given), np.object_)
    held[:] = given
    return held.take(places)


def in_use(things: Sequence[Thing], places: Places) -> list[Thing | None]:
    """The things, with nothing for those at which no place points."""
    used = np.zeros(len(things), np.bool_)
    used[places] = True
    return [thing if is_used else None for thing, is_used in zip(things, used.tolist(), strict=True)]


def category(words: Sequence[str | None], places: Places) -> "pd.Categorical[Any]":
    """The word of each place. Every word is a category, so each must be in use; ``None`` is absent."""
    known = sorted({word for word in words if word is not None})
    numbers: dict[str | None, int] = {word: number for number, word in enumerate(known)} | {None: -1}
    codes = np.array([numbers[word] for word in words], np.min_scalar_type(-len(known) - 1))
    return pd.Categorical.from_codes(codes.take(places), dtype=_categories(tuple(known)))


@lru_cache(maxsize=256)
def _categories(words: tuple[str, ...]) -> pd.CategoricalDtype:
    """Most columns have the same few words for every customer, and making a type costs more than its codes."""
    return pd.CategoricalDtype(pd.Index(words, dtype="str"))
