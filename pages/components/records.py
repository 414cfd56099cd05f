"""Rows of frames under the promotion they speak of."""

from collections.abc import Iterable

import pandas as pd

from pages.components.desk import PromotionKey
from promo_data.frames.records import Record, records


def key_of(record: Record) -> PromotionKey:
    """The promotion a row speaks of."""
    return PromotionKey(record["org_id"], record["program_id"], record["promotion_id"])


def by_promotion(rows: Iterable[Record]) -> dict[PromotionKey, list[Record]]:
    """Rows under their promotion, in their order."""
    found: dict[PromotionKey, list[Record]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return found


def rows_of(frame: pd.DataFrame, key: PromotionKey) -> list[Record]:
    """The rows that speak of that promotion, in their order.

    Few promotions share an id, so the rest is compared outside of pandas, which takes longer for three columns.
    """
    return [row for row in records(frame[frame["promotion_id"] == key.promotion_id]) if key_of(row) == key]
