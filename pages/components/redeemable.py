"""Whether a promotion brings its benefit now: issued, not expired, and room left. Pure, from one row and its limits."""

from collections.abc import Iterable
from datetime import datetime

from promo_data.frames.records import Record
from promo_data.insight.facts import limits_benefit
from promo_data.vocabulary import USED_UP_STATES, Phase, PromotionType


def brings_benefit(row: Record, limits: Iterable[Record], now: datetime) -> bool:
    """``row`` of the promotions frame and ``limits`` of the same promotion; only what is known speaks against it."""
    if row["phase"] != Phase.RUNNING or any(_stops(limit) for limit in limits):
        return False
    return row["type"] == PromotionType.GENERIC or _holds_issue(row, now)


def _stops(limit: Record) -> bool:
    return limits_benefit(limit["stage"], limit["measure"]) and limit["state"] in USED_UP_STATES


def _holds_issue(row: Record, now: datetime) -> bool:
    """Where the answer says when issues expire, one that has not must be left; else that there was any is enough."""
    ends = [issue["expires_at"] for entry in row["timeline"] or () for issue in entry["issues"]]
    if not row["issued"]:
        return False
    return not ends or len(ends) < row["issued"] or any(end is None or end > now for end in ends)
