"""What a customer's figures say about a write: taken before it, read again after it, and compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict

from promo_data.actions.undoable import enrolment_entry, issue_entry
from promo_data.vocabulary import TRACELESS, UNDOES, Action, Outcome

Dated = Mapping[str, datetime | None]

CLOCKS_APART = timedelta(minutes=2)
"""How far the clocks of vendor and program may differ when an entry's time is held against the time of a send."""


class Figures(BaseModel):
    """How often one customer was enrolled and issued, and the timeline's ids with their dates; absent is ``None``.

    ``to_go`` is there before something is taken back: the timeline's entry that must leave, then those that may.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    enrolled: int | None = None
    issued: int | None = None
    enrolments: Dated | None = None
    issues: Dated | None = None
    to_go: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Span:
    """A write and the second reading, by one clock; ``window`` is how long after ``sent_at`` it may take effect."""

    sent_at: datetime
    read_at: datetime
    window: timedelta

    def holds(self, time: datetime | None) -> bool:
        """Whether what the vendor dates so may have come of the write."""
        latest = min(self.sent_at + self.window, self.read_at) + CLOCKS_APART
        return time is not None and self.sent_at - CLOCKS_APART <= time <= latest

    @property
    def is_long_over(self) -> bool:
        """Whether what has no date may as well have come of something later."""
        return self.read_at > self.sent_at + self.window + CLOCKS_APART


def read_back(effect: Action, before: Figures, after: Figures, span: Span) -> Outcome:
    """What two readings say about a write whose answer was lost.

    CONFIRMED: the figure that ``effect`` moves went up by exactly one, or one new entry was made while the write may
    have taken effect; for what takes something back, that entry is gone, or without a timeline the figure went down by
    one. UNKNOWN: nothing moved, or nothing that would tell. CONFLICT: anything else, as a new entry of later, or a
    figure that moved without one and was read too late to be ours for certain.
    """
    if effect in TRACELESS:
        return Outcome.UNKNOWN
    if effect in UNDOES:
        return _taken_back(effect, before, after, span)
    moved = _figure_moved(effect, before, after)
    added = _entries_added(effect, before, after)
    if moved not in (None, 0, 1) or len(added) > 1 or not all(map(span.holds, added)):
        return Outcome.CONFLICT
    if moved and not added and span.is_long_over:
        return Outcome.CONFLICT
    return Outcome.CONFIRMED if moved or added else Outcome.UNKNOWN


def moved_beyond(effect: Action, before: Figures, after: Figures) -> bool:
    """Whether the figure that ``effect`` moves went further than one action takes it, or two entries were made."""
    if effect in TRACELESS:
        return False
    moved = _figure_moved(effect, before, after) or 0
    return moved < -1 if effect in UNDOES else moved > 1 or len(_entries_added(effect, before, after)) > 1


def absence_proves(effect: Action, before: Figures, after: Figures) -> bool:
    """Whether figures that did not move show, long enough after, that nothing was done: they were read both times.

    No document says that usage goes down when something is taken back: only a timeline shows that it was not.
    """
    if effect in TRACELESS:
        return False
    has_timelines = None not in (before.enrolments, after.enrolments)
    return has_timelines or (effect not in UNDOES and _figure_moved(effect, before, after) is not None)


def _figure_moved(effect: Action, before: Figures, after: Figures) -> int | None:
    """By how much; opting in stands to enrolling as issuing does (api-facts §3.6: opt-ins lie within enrolments)."""
    is_enrolment = UNDOES.get(effect, effect) is Action.ENROL
    pair = (before.enrolled, after.enrolled) if is_enrolment else (before.issued, after.issued)
    return None if pair[0] is None or pair[1] is None else pair[1] - pair[0]


def _entries_added(effect: Action, before: Figures, after: Figures) -> list[datetime | None]:
    """The times of the entries that only the later reading has."""
    pair = (before.enrolments, after.enrolments) if effect is Action.ENROL else (before.issues, after.issues)
    if pair[0] is None or pair[1] is None:
        return []
    return [time for identity, time in pair[1].items() if identity not in pair[0]]


def _taken_back(effect: Action, before: Figures, after: Figures, span: Span) -> Outcome:
    """An entry that is gone has no date; but it is the very one that was to go, whoever took it back."""
    moved = _figure_moved(effect, before, after)
    if moved not in (None, 0, -1):
        return Outcome.CONFLICT
    held, holds = _entries(before), _entries(after)
    if held is None or holds is None or not before.to_go:
        by_ours = Outcome.CONFLICT if span.is_long_over else Outcome.CONFIRMED
        return by_ours if moved == -1 else Outcome.UNKNOWN
    gone, must_go = held - holds, before.to_go[0]
    if holds - held or not gone <= set(before.to_go) or (must_go not in gone and (gone or moved)):
        return Outcome.CONFLICT
    return Outcome.CONFIRMED if must_go in gone else Outcome.UNKNOWN


def _entries(figures: Figures) -> frozenset[str] | None:
    if figures.enrolments is None or figures.issues is None:
        return None
    return frozenset((*map(enrolment_entry, figures.enrolments), *map(issue_entry, figures.issues)))
