"""Rows of a summary as frames: codes back into words, for a page of rows and not for millions."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from promo_data.frames.columns import Figures, Numbers, ids, integers, times
from promo_data.insight.cohort.asked import STATES
from promo_data.insight.cohort.known import Kind
from promo_data.insight.cohort.moments import next_end, numbers_of
from promo_data.insight.cohort.schema import MEMBERS
from promo_data.insight.cohort.summary import Summary


class _Limits(NamedTuple):
    """One limit a row: the place of its kind, -1 for none, and its figures."""

    kind: Numbers
    cap: Figures
    used: Figures


Rows = slice | Numbers
"""Places in the rows of a summary."""
_OF_PROMOTION = ("name", "identifier", "type", "event")


def member_frame(summary: Summary, rows: Numbers, now: int) -> pd.DataFrame:
    """The rows (``schema.MEMBERS``) at these places of ``Summary.members``, each with its binding limit."""
    return _frame(summary, rows, _Limits(*(summary.members[name][rows] for name in _Limits._fields)), now)


def limit_frame(summary: Summary, entries: Rows, now: int) -> pd.DataFrame:
    """The rows (``schema.MEMBERS``) of these entries of ``Summary.near``, each with the limit that is near."""
    limits = _Limits(*(summary.near[name][entries] for name in _Limits._fields))
    return _frame(summary, summary.near["member"][entries].astype(np.int64), limits, now)


def promotion_columns(summary: Summary, promotion: Numbers) -> dict[str, Any]:
    """The columns of keys, words and dates for promotions at these places."""
    of = summary.promotions
    return {
        "org_id": ids(numbers_of(of["org_id"])[promotion]),
        **{name: integers(numbers_of(of[name])[promotion]) for name in ("program_id", "promotion_id")},
        **{name: _chosen(of[name], promotion) for name in _OF_PROMOTION},
        **{name: times(numbers_of(of[name])[promotion]) for name in ("starts_at", "ends_at")},
    }


def edition_of(summary: Summary, rows: Numbers) -> Numbers:
    """The edition of each row."""
    found: Numbers = np.searchsorted(numbers_of(summary.editions["end"]), rows, side="right")
    return found


def _frame(summary: Summary, rows: Numbers, limits: _Limits, now: int) -> pd.DataFrame:
    of = {name: summary.members[name][rows] for name in ("customer", "state", "expires")}
    edition = edition_of(summary, rows)
    ends = numbers_of(summary.editions["ends_at"])[edition]
    with np.errstate(divide="ignore", invalid="ignore"):
        share_used = limits.used / limits.cap
    return MEMBERS.frame(
        {
            "customer_id": ids(summary.customers[of["customer"]]),
            **promotion_columns(summary, numbers_of(summary.editions["promotion"])[edition]),
            "state": _chosen(list(STATES), of["state"]),
            **{name: _chosen([*summary.kinds[name], None], limits.kind) for name in Kind._fields},
            "cap": limits.cap,
            "used": limits.used,
            "headroom": np.maximum(limits.cap - limits.used, 0.0),
            "share_used": share_used,
            "enrolment_expires_at": times(of["expires"]),
            "lapses_at": times(next_end(ends, of["expires"], now)),
        }
    )


def _chosen(known: Sequence[Any], places: Numbers) -> list[Any]:
    return [known[place] for place in places.tolist()]
