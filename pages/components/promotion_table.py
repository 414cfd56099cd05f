"""The table of a customer's promotions; every row opens in the drawer."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages.charts.palette import Palette
from pages.components.desk import Desk, PromotionKey
from pages.components.formats import whole_percent
from pages.components.plain import one_line
from pages.components.promotion_lines import PromotionLine
from pages.components.wording.customer import COLUMNS, HELP, TABLE_ALT
from pages.components.wording.promotions import TYPE_HELP

_TABLE, _BUTTON = "promotion-table", "promotion-button"
_ROWS_WITHOUT_SCROLLING = 16
_ROW_PIXELS = 35
_NOTHING_SELECTED: dict[str, dict[str, list[int]]] = {"selection": {"rows": [], "columns": [], "cells": []}}


def show_table(lines: Sequence[PromotionLine], desk: Desk, palette: Palette, timezone: str) -> None:
    """The table; selecting a row or pressing its button opens the promotion."""
    keys = [line.key for line in lines]
    st.dataframe(
        _coloured(lines, palette),
        column_config=_columns(desk, keys, timezone),
        hide_index=True,
        key=_TABLE,
        on_select=lambda: _open_selected(desk, keys),
        selection_mode="single-row",
        height="content" if len(lines) <= _ROWS_WITHOUT_SCROLLING else (_ROWS_WITHOUT_SCROLLING + 1) * _ROW_PIXELS,
        alt=TABLE_ALT,
    )


def _open_selected(desk: Desk, keys: Sequence[PromotionKey]) -> None:
    """Open the row, and let go of it so that it can be selected again."""
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows:
        desk.open(keys[rows[0]])
        st.session_state[_TABLE] = _NOTHING_SELECTED


def _open_pressed(desk: Desk, keys: Sequence[PromotionKey]) -> None:
    desk.open(keys[st.session_state[_BUTTON]["row"]])


def _coloured(lines: Sequence[PromotionLine], palette: Palette) -> Styler:
    """The rows, the words of the binding limit in the colour of its state."""
    colours = [f"color: {palette.states[line.binding_state]}" if line.binding_state else "" for line in lines]
    frame = pd.DataFrame([_cells(line) for line in lines], columns=list(COLUMNS))
    frame["ends"] = pd.to_datetime(frame["ends"], utc=True)
    frame["share"] = frame["share"].astype("float64")
    return frame.style.apply(lambda _: colours, subset=["binding"])


def _cells(line: PromotionLine) -> dict[str, object]:
    return {
        "promotion": one_line(line.name),
        "org": one_line(line.org),
        "type": [one_line(line.type)],
        "ends": line.ends_at,
        "standing": line.standing,
        "enrolled": line.enrolled,
        "issued": line.issued,
        "benefit": line.benefit,
        "binding": one_line(line.binding),
        "share": None if line.share_used is None else whole_percent(line.share_used),
        "can": line.can,
    }


def _columns(desk: Desk, keys: Sequence[PromotionKey], timezone: str) -> dict[str, Any]:
    config = st.column_config
    texts = ("standing", "enrolled", "issued", "benefit")
    return {
        "promotion": config.TextColumn(COLUMNS["promotion"], width=185),
        "org": config.TextColumn(COLUMNS["org"]),
        "binding": config.TextColumn(COLUMNS["binding"], help=HELP["binding"], width=182),
        **{name: config.TextColumn(COLUMNS[name], help=HELP.get(name)) for name in texts},
        "type": config.MultiselectColumn(COLUMNS["type"], color="gray", help=TYPE_HELP, width=118),
        "ends": config.DatetimeColumn(COLUMNS["ends"], format="D MMM YYYY, HH:mm", timezone=timezone),
        "share": config.ProgressColumn(
            COLUMNS["share"], format="%d %%", min_value=0, max_value=100, color="gray", help=HELP["share"], width=92
        ),
        "can": config.ButtonColumn(
            COLUMNS["can"], key=_BUTTON, on_click=lambda: _open_pressed(desk, keys), alignment="left", type="tertiary"
        ),
    }
