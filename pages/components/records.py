"""Rows of frames as plain values."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from pages.components.desk import PromotionKey

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """One dictionary a row; everything absent becomes ``None``."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def key_of(record: Record) -> PromotionKey:
    """The promotion a row speaks of."""
    return PromotionKey(record["org_id"], record["program_id"], record["promotion_id"])


def by_promotion(rows: Iterable[Record]) -> dict[PromotionKey, list[Record]]:
    """Rows under their promotion, in their order."""
    found: dict[PromotionKey, list[Record]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return found
