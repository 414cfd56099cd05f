"""The limits of one promotion as bars, and in words what no bar can say: no limit, moving windows, doubtful figures."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.charts.limits import COLUMNS, limits_alt, limits_figure
from pages.charts.palette import Palette
from pages.components.plain import one_line, plain
from pages.components.wording import limit_names as names
from pages.components.wording import limits as words
from pages.components.wording.drawer import LIMITS, NO_LIMITS
from promo_data.frames.records import Record
from promo_data.insight.facts import Limit
from promo_data.insight.room import is_everybodys
from promo_data.insight.windows import what_makes_room, window_words
from promo_data.vocabulary import AllowanceState

_LONGEST_NAME = 46
_PLAIN_FIGURE = {"displayModeBar": False, "staticPlot": False}


def show_limits(
    limits: Sequence[Record], row: Record, palette: Palette, *, zone: ZoneInfo, now: datetime, told: Collection[str]
) -> None:
    """Every limit, grouped by what it stops; ``told`` are sentences that stand in the drawer already.

    ``row`` is the promotion in the promotions frame.
    """
    st.header(LIMITS, anchor=False)
    if not limits:
        st.caption(NO_LIMITS)
        return
    bars = limit_rows(limits, row["type"])
    if not bars.empty:
        st.plotly_chart(limits_figure(bars, palette), config=_PLAIN_FIGURE, alt=limits_alt(bars), key="limits")
    with st.container(gap="xxsmall"):
        for note in limit_notes(limits, row, zone=zone, now=now, told=told):
            st.caption(plain(note))


def limit_rows(limits: Sequence[Record], promotion_type: str | None) -> pd.DataFrame:
    """Rows of the allowances frame as the figure wants them; those without a limit have no bar."""
    rows = [_bar(limit, promotion_type) for limit in limits if limit["state"] != AllowanceState.NO_LIMIT]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"share_used": "float64"})


def _bar(limit: Record, promotion_type: str | None) -> dict[str, object]:
    proves_nothing = is_everybodys(limit) and limit["used"] == 0
    return {
        "group": names.stage_title(limit["stage"], promotion_type),
        "name": _short(one_line(names.limit_name(limit, promotion_type))),
        "words": one_line(words.left_words(limit)),
        "used": one_line(words.used_words(limit, promotion_type)),
        "state": AllowanceState.UNKNOWN.value if proves_nothing else limit["state"],
        "share_used": None if proves_nothing else limit["share_used"],
    }


def limit_notes(
    limits: Sequence[Record], row: Record, *, zone: ZoneInfo, now: datetime, told: Collection[str] = ()
) -> list[str]:
    """What the bars do not say, a sentence or two each."""
    unlimited = [limit for limit in limits if limit["state"] == AllowanceState.NO_LIMIT]
    unlimited_names = names.limits_in_text(unlimited, row["type"])
    return [
        *_window_notes(limits, row, zone, now, told),
        *([words.EVERYBODYS] if any(map(is_everybodys, limits)) else []),
        *([words.NO_LIMIT_ON.format(names=unlimited_names)] if unlimited else []),
        *([names.AS_SPELLED] if any(map(names.is_spelled_by_vendor, limits)) else []),
    ]


def _window_notes(
    limits: Sequence[Record], row: Record, zone: ZoneInfo, now: datetime, told: Collection[str]
) -> Iterator[str]:
    """Each limit over a period: what the period is, and when room frees where something is used."""
    for record in limits:
        limit = Limit(*(record[name] for name in Limit._fields))
        if limit.state in (AllowanceState.NO_LIMIT, AllowanceState.CAP_ONLY) or (counts := window_words(limit)) is None:
            continue
        room = what_makes_room(limit, row["type"], row["timeline"], as_of=record["as_of"], now=now, zone=zone)
        is_news = bool(limit.used) and room not in told
        yield f"{names.limit_name(record, row['type'])}: {counts}{f' {room}' if is_news else ''}"


def _short(name: str) -> str:
    """Beside its figures there is room for our own names; one of the vendor's may be longer."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
