"""A customer's enrolments in one promotion and what was issued on them: the rows behind the figure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.charts.palette import Palette
from pages.charts.timeline import COLUMNS, timeline_alt, timeline_figure
from pages.components.wording.drawer import NO_TIMELINE, NOTHING_YET, TIMELINE, TIMELINE_KEY

Entry = dict[str, Any]


def show_history(timeline: Sequence[Entry] | None, palette: Palette, zone: ZoneInfo, now: datetime) -> None:
    """The enrolments in time; told apart are a list without any and a list that was not given."""
    st.header(TIMELINE, anchor=False)
    if not timeline:
        st.caption(NO_TIMELINE if timeline is None else NOTHING_YET)
        return
    events = timeline_events(timeline, zone)
    figure = timeline_figure(events, palette, now=now.astimezone(zone))
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=timeline_alt(events), key="timeline")
    st.caption(TIMELINE_KEY)


def timeline_events(timeline: Sequence[Entry], zone: ZoneInfo) -> pd.DataFrame:
    """One row an enrolment and one an issue, the oldest enrolment first, times in ``zone``."""
    rows = []
    for place, entry in enumerate(sorted(timeline, key=_begun), start=1):
        rows.append((place, entry["enrolled_at"], entry["expires_at"], "enrolment", None))
        rows += [
            (place, issue["issued_at"], issue["expires_at"], "issue", issue["redeemed"]) for issue in entry["issues"]
        ]
    events = pd.DataFrame(rows, columns=COLUMNS).astype({"redeemed": "float64"})
    for column in ("at", "until"):
        events[column] = pd.to_datetime(events[column], utc=True).dt.tz_convert(zone)
    return events


def _begun(entry: Entry) -> datetime:
    moments = [entry["enrolled_at"], *(issue["issued_at"] for issue in entry["issues"])]
    return min(
        (moment for moment in moments if moment is not None), default=datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    )
