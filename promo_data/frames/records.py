"""Frames as plain records: for rules that read rows, and for JSON."""

from typing import Any

import pandas as pd

Record = dict[str, Any]
"""One row under its column names; everything absent is ``None``."""


def records(frame: pd.DataFrame) -> list[Record]:
    """Every row as a dict under the column names; everything absent is ``None``, times stay time-zone aware."""
    absent_as_none = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in absent_as_none.to_dict("records")]
