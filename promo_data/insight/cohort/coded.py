"""Columns of a Parquet part as plain arrays of numbers, and words as places in a list."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from promo_data.frames.columns import ABSENT, Figures, Numbers

_MOMENT = pa.timestamp("us", "UTC")


class Words(NamedTuple):
    """One place in ``known`` an entry, -1 where absent."""

    places: Numbers
    known: list[str | None]


def numbers(column: pa.ChunkedArray) -> Numbers:
    """Whole numbers and flags, ``ABSENT`` where null."""
    return _plain(column.cast(pa.int64()).fill_null(ABSENT))


def moments(column: pa.ChunkedArray) -> Numbers:
    """Microseconds since 1970, ``ABSENT`` where null."""
    return numbers(column.cast(_MOMENT))


def figures(column: pa.ChunkedArray) -> Figures:
    """Numbers, NaN where null."""
    found: Figures = column.cast(pa.float64()).fill_null(np.nan).to_numpy()
    return found


def words(column: pa.ChunkedArray) -> Words:
    """Text, whether the file holds it as a dictionary or not."""
    if pa.types.is_null(column.type):
        return Words(np.full(len(column), -1), [])
    one = (
        column.combine_chunks() if pa.types.is_dictionary(column.type) else column.dictionary_encode().combine_chunks()
    )
    return Words(_plain(one.indices.cast(pa.int64()).fill_null(-1)), one.dictionary.to_pylist())


def chosen(column: Words, rows: Numbers) -> list[str | None]:
    """The words of these rows."""
    return [None if place < 0 else column.known[place] for place in column.places[rows].tolist()]


def numbered(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """A number for each row, equal where all ``columns`` are, and the place of the first row of each number."""
    together = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        place, known = pd.factorize(column)
        together = pd.factorize(together * max(len(known), 1) + place)[0]
    return together, first_places(together)


def first_places(codes: Numbers) -> Numbers:
    """Where each of the codes, of which none is left out, comes first."""
    first = np.zeros(codes.max(initial=-1) + 1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def _plain(column: pa.ChunkedArray | pa.Array) -> Numbers:
    found: Numbers = pc.cast(column, pa.int64()).to_numpy(zero_copy_only=False)
    return found
