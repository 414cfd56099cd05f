"""Frames as plain records: for rules that read rows, and for JSON."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

Record = dict[str, Any]
"""One row under its column names; everything absent is ``None``."""


def records(frame: pd.DataFrame) -> list[Record]:
    """Every row as a dict under the column names; everything absent is ``None``, times stay time-zone aware."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in rows(frame)]


def rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Every row as a plain tuple in the order of the columns, absent values and times as in ``records``."""
    if frame.columns.empty:
        return iter([()] * len(frame))
    return zip(*(_values(column) for _, column in frame.items()), strict=True)


def _values(column: pd.Series) -> list[Any]:
    """Column by column is many times faster than a whole frame of objects."""
    values = column.to_numpy(object, copy=True)
    values[column.isna().to_numpy()] = None
    return values.tolist()
