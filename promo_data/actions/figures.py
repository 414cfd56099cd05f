"""What a customer's figures say about a write: taken before it, read again after it, and compared."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict

from promo_data.vocabulary import Action, Outcome

Dated = Mapping[str, datetime | None]

CLOCKS_APART = timedelta(minutes=2)
"""How far the clocks of vendor and program may differ when an entry's time is held against the time of a send."""


class Figures(BaseModel):
    """How often one customer was enrolled and issued, and the timeline's ids with their dates; absent is ``None``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    enrolled: int | None = None
    issued: int | None = None
    enrolments: Dated | None = None
    issues: Dated | None = None


def figures_of(row: Mapping[str, Any]) -> Figures:
    """The figures of one row of the promotions frame (``frames.schema``)."""
    timeline = row["timeline"] if isinstance(row["timeline"], list) else None
    return Figures(
        enrolled=None if pd.isna(row["enrolled"]) else int(row["enrolled"]),
        issued=None if pd.isna(row["issued"]) else int(row["issued"]),
        enrolments=None if timeline is None else _dated(timeline, "enrolment_id", "enrolled_at"),
        issues=None
        if timeline is None
        else _dated([i for e in timeline for i in e["issues"]], "issue_id", "issued_at"),
    )


def _dated(records: list[dict[str, Any]], identity: str, time: str) -> Dated:
    return {record[identity]: record[time] for record in records if record[identity] is not None}


def read_back(effect: Action, before: Figures, after: Figures, *, sent_at: datetime, read_at: datetime) -> Outcome:
    """What two readings say about a write whose answer was lost.

    CONFIRMED: the figure that ``effect`` moves went up by exactly one, or one new entry was made while it was under
    way. UNKNOWN: nothing moved. CONFLICT: anything else.
    """
    earliest, latest = sent_at - CLOCKS_APART, read_at + CLOCKS_APART
    moved = _figure_moved(effect, before, after)
    added = _entries_added(effect, before, after)
    made_now = [time for time in added if time is not None and earliest <= time <= latest]
    if moved not in (None, 0, 1) or len(added) > 1 or len(made_now) != len(added):
        return Outcome.CONFLICT
    return Outcome.CONFIRMED if moved == 1 or added else Outcome.UNKNOWN


def _figure_moved(effect: Action, before: Figures, after: Figures) -> int | None:
    """By how much; opting in stands to enrolling as issuing does (api-facts §3.6: opt-ins lie within enrolments)."""
    pair = (before.enrolled, after.enrolled) if effect is Action.ENROL else (before.issued, after.issued)
    return None if pair[0] is None or pair[1] is None else pair[1] - pair[0]


def _entries_added(effect: Action, before: Figures, after: Figures) -> list[datetime | None]:
    """The times of the entries that only the later reading has."""
    pair = (before.enrolments, after.enrolments) if effect is Action.ENROL else (before.issues, after.issues)
    if pair[0] is None or pair[1] is None:
        return []
    return [time for identity, time in pair[1].items() if identity not in pair[0]]
