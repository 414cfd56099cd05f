"""Reads in, the two frames out: built column by column, once for all customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from promo_data.frames.allowances import Allowance, allowances, standing
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, Schema
from promo_data.frames.timelines import (
    enrolled,
    enrolment_expiry,
    issued,
    metadata_records,
    timeline_records,
    utc,
)
from promo_data.models.promotion import Usage
from promo_data.models.reading import CustomerRead, PromotionRow
from promo_data.vocabulary import CONSUMABLE_STATES, Phase


@dataclass(frozen=True, eq=False)
class Frames:
    """``promotions``: one row a customer, org and promotion; ``allowances``: one row a limit (``frames.schema``)."""

    promotions: pd.DataFrame
    allowances: pd.DataFrame


def frames(reads: Iterable[CustomerRead], *, near_share: float) -> Frames:
    """Both frames of any number of reads; none gives frames without rows."""
    rows = [row for read in reads for row in read.rows]
    return Frames(
        promotions=_frame(PROMOTIONS, [_promotion(row) for row in rows]),
        allowances=_frame(ALLOWANCES, [_limit(row, a, near_share) for row in rows for a in allowances(row.promotion)]),
    )


def _frame(schema: Schema, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema.columns)
    return schema.frame({name: list(values) for name, values in zip(schema.names, columns, strict=True)})


def _keys(row: PromotionRow) -> tuple[int | None, int | None, int, int]:
    return row.customer_id, row.org_id, row.promotion.program_id, row.promotion.promotion_id


def _promotion(row: PromotionRow) -> tuple[Any, ...]:
    """One row in the order of ``schema.PROMOTIONS``."""
    promotion, usage = row.promotion, row.promotion.customer_usage or Usage()
    starts_at, ends_at = utc(promotion.start_date), utc(promotion.end_date)
    return (
        *_keys(row),
        promotion.promotion_name,
        promotion.identifier,
        promotion.points_offer_type,
        promotion.event_name,
        starts_at,
        ends_at,
        promotion.active,
        phase(starts_at, ends_at, row.as_of),
        usage.current_points_per_customer,
        usage.current_number_of_times_per_customer,
        enrolled(promotion),
        issued(promotion),
        row.as_of,
        promotion.description,
        enrolment_expiry(promotion),
        timeline_records(promotion.customer_promotion_timelines),
        metadata_records(promotion.promotion_metadata),
    )


def phase(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> Phase:
    """Upcoming, running or ended at ``at``; unknown where the dates do not settle it."""
    if ends_at is not None and at > ends_at:
        return Phase.ENDED
    if starts_at is not None and at < starts_at:
        return Phase.UPCOMING
    return Phase.UNKNOWN if starts_at is None or ends_at is None else Phase.RUNNING


def _limit(row: PromotionRow, given: Allowance, near_share: float) -> tuple[Any, ...]:
    """One row in the order of ``schema.ALLOWANCES``."""
    state, reason = standing(given, near_share)
    headroom = share = None
    if state in CONSUMABLE_STATES and given.cap is not None and given.used is not None:
        headroom, share = max(given.cap - given.used, 0.0), given.used / given.cap
    return (
        *_keys(row),
        given.stage,
        given.kpi,
        given.measure,
        given.limit_on,
        given.period,
        given.window,
        given.cap,
        given.used,
        headroom,
        share,
        state,
        row.as_of,
        reason,
    )
