"""The list of actions, as a table at a desk and as cards on a phone; every row opens in the drawer."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages.charts.palette import Palette
from pages.components.activity_desk import ActivityDesk
from pages.components.activity_lines import ActivityLine
from pages.components.formats import moment
from pages.components.opening_table import Open, OpeningTable
from pages.components.plain import one_line, plain
from pages.components.wording.activity import COLUMNS, HELP, TABLE_ALT
from promo_data.vocabulary import AllowanceState

_TABLE = OpeningTable("activity-table", longest=16, row_pixels=35, alt=TABLE_ALT)
_TEXTS = ("action", "promotion", "org", "customer", "who", "said", "vendor", "request")
_WIDTHS = {"action": 110, "promotion": 190, "said": 200, "vendor": 150, "request": 100}


def show_actions(lines: Sequence[ActivityLine], desk: ActivityDesk, palette: Palette, timezone: str) -> None:
    """The list in both forms: the screen's width decides which one is seen."""
    with st.container(key="activity-list-wide"):
        _show_table(lines, desk, palette, timezone)
    with st.container(key="activity-list-narrow"):
        for line in lines:
            _show_card(line, desk, ZoneInfo(timezone))


def _show_table(lines: Sequence[ActivityLine], desk: ActivityDesk, palette: Palette, timezone: str) -> None:
    def open_row(row: int) -> None:
        desk.open(lines[row].id)

    _TABLE.show(st.container(), _coloured(lines, palette), _columns(timezone, open_row), open_row)


def _coloured(lines: Sequence[ActivityLine], palette: Palette) -> Styler:
    """The rows, each outcome in the colour of its manner; what waits for somebody lies on a ground of its own."""
    colours = [_colours(line, palette) for line in lines]
    frame = pd.DataFrame([_cells(line) for line in lines], columns=list(COLUMNS))
    return frame.style.apply(lambda _: colours, subset=["outcome"])


def _colours(line: ActivityLine, palette: Palette) -> str:
    if line.manner is AllowanceState.UNKNOWN:
        return f"color: {palette.text}; background-color: {palette.track}"
    return f"color: {palette.words[line.manner]}"


def _cells(line: ActivityLine) -> dict[str, object]:
    texts = {name: one_line(getattr(line, name)) for name in _TEXTS}
    return {"time": line.at, "outcome": line.outcome, "open": line.next} | texts


def _columns(timezone: str, open_row: Open) -> dict[str, Any]:
    config = st.column_config
    texts = ("outcome", *_TEXTS)
    return {
        **{name: config.TextColumn(COLUMNS[name], help=HELP.get(name), width=_WIDTHS.get(name)) for name in texts},
        "time": config.DatetimeColumn(
            COLUMNS["time"], format="D MMM YYYY, HH:mm:ss", timezone=timezone, help=HELP["time"]
        ),
        "open": _TABLE.button_column(COLUMNS["open"], open_row),
    }


def _show_card(line: ActivityLine, desk: ActivityDesk, zone: ZoneInfo) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{line.outcome}** · {plain(line.action)}")
        st.markdown(plain(line.promotion))
        st.caption(f"{moment(line.at, zone)} · {plain(line.org)} · {plain(line.who)}")
        st.caption(f"{plain(line.customer)} · {plain(line.said)}" if line.said else plain(line.customer))
        st.button(line.next, key=f"activity-card-{line.id}", on_click=desk.open, args=(line.id,), width="stretch")
