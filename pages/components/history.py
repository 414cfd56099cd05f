"""A customer's enrolments in one promotion and what was issued on them: the rows behind the figure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.charts.palette import Palette
from pages.charts.timeline import COLUMNS, timeline_alt, timeline_figure
from pages.components.formats import counted, distance, has_no_end, moment
from pages.components.wording import timeline as words
from promo_data.frames.records import Record
from promo_data.vocabulary import PromotionType

_MOST_ROWS = 14
_LATEST_DRAWN = datetime(9000, 1, 1, tzinfo=UTC)
"""Beyond any figure; the last hours of the year 9999, written for "never", are in the year 10000 further east."""

Entry = dict[str, Any]


def show_history(row: Record, palette: Palette, zone: ZoneInfo, now: datetime) -> None:
    """The enrolments in time; told apart are a list without any and a list that was not given."""
    st.header(words.TITLE, anchor=False)
    timeline: Sequence[Entry] | None = row["timeline"]
    if not timeline:
        st.caption(words.NOT_GIVEN if timeline is None else words.NOTHING_YET)
        return
    events = timeline_events(timeline, row["type"], zone, now)
    shown = events.tail(_MOST_ROWS)
    figure = timeline_figure(shown, palette, now=now.astimezone(zone), zone_name=words.ZONE.format(zone=zone))
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=timeline_alt(events), key="timeline")
    left_out = len(events) - len(shown)
    st.caption(
        " ".join([words.KEY, *([words.OLDER.format(count=counted(left_out, "entry", "entries"))] if left_out else [])])
    )


def timeline_events(
    timeline: Sequence[Entry], promotion_type: str | None, zone: ZoneInfo, now: datetime
) -> pd.DataFrame:
    """The rows of the figure: the oldest enrolment first, its issues after it, times in ``zone``.

    A directly issued promotion enrols by itself (api-facts §3.4), so that its enrolments are no news beside its issues.
    """
    enrols = promotion_type != PromotionType.LOYALTY
    rows = [
        _row(*event, zone, now)
        for entry in sorted(timeline, key=_begun)
        for event in _events(entry, enrols=enrols or not entry["issues"])
    ]
    events = pd.DataFrame(rows, columns=COLUMNS).astype({"redeemed": "float64"})
    for column in ("at", "until"):
        events[column] = pd.to_datetime(events[column], utc=True).dt.tz_convert(zone)
    return events


def _events(entry: Entry, *, enrols: bool) -> Iterator[tuple[str, datetime | None, datetime | None, float | None]]:
    if enrols:
        yield "enrolment", entry["enrolled_at"], entry["expires_at"], None
    for issue in entry["issues"]:
        yield "issue", issue["issued_at"], issue["expires_at"], issue["redeemed"]


def _row(
    what: str, at: datetime | None, until: datetime | None, redeemed: float | None, zone: ZoneInfo, now: datetime
) -> tuple[object, ...]:
    begun = words.BEGUN[what].format(at=words.DATE_NOT_GIVEN if at is None else moment(at, zone))
    expires = words.NO_EXPIRY
    if has_no_end(until, now):
        expires = words.NEVER_EXPIRES.format(at=moment(until, zone))
    elif until is not None:
        expires = words.EXPIRES[until > now].format(at=moment(until, zone), distance=distance(until, now))
    drawn = None if until is None else min(until, _LATEST_DRAWN)
    return what, at, drawn, begun, expires, "" if what == "enrolment" else words.redeemed_words(redeemed), redeemed


def _begun(entry: Entry) -> datetime:
    moments = [entry["enrolled_at"], *(issue["issued_at"] for issue in entry["issues"])]
    return min((moment for moment in moments if moment is not None), default=datetime.max.replace(tzinfo=UTC))
