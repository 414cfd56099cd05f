"""Rows of frames under the promotion they speak of."""

from collections.abc import Iterable

from pages.components.desk import PromotionKey
from promo_data.frames.records import Record


def key_of(record: Record) -> PromotionKey:
    """The promotion a row speaks of."""
    return PromotionKey(record["org_id"], record["program_id"], record["promotion_id"])


def by_promotion(rows: Iterable[Record]) -> dict[PromotionKey, list[Record]]:
    """Rows under their promotion, in their order."""
    found: dict[PromotionKey, list[Record]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return found
