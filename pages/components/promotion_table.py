"""The table of a customer's promotions; every row opens in the drawer."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages.charts.palette import Palette
from pages.components.desk import Desk, PromotionKey
from pages.components.formats import whole_percent
from pages.components.opinions import Opinion
from pages.components.plain import one_line
from pages.components.promotion_lines import PromotionLine
from pages.components.wording.customer import COLUMNS, HELP, OPINIONS, TABLE_ALT
from pages.components.wording.promotions import TYPE_HELP

_TABLE, _BUTTON = "promotion-table", "promotion-button"
_ROWS_WITHOUT_SCROLLING = 18
_ROW_PIXELS = 31  # at the font size of .streamlit/config.toml
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
    """The rows, the words of the binding limit in the colour of its state, and agreement paler than what is not."""
    frame = pd.DataFrame([_cells(line) for line in lines], columns=_columns_for(lines))
    frame["ends"] = pd.to_datetime(frame["ends"], utc=True)
    if "share" in frame:
        frame["share"] = frame["share"].astype("float64")
    states = [palette.states[line.binding_state] if line.binding_state else "" for line in lines]
    styler = _in_colours(frame.style, "binding", states)
    if "opinion" not in frame:
        return styler
    return _in_colours(styler, "opinion", [palette.muted if line.opinion is Opinion.AGREES else "" for line in lines])


def _columns_for(lines: Sequence[PromotionLine]) -> list[str]:
    """The second opinion takes the place of the bar, which repeats what the binding limit says in words."""
    left_out = "share" if any(line.opinion for line in lines) else "opinion"
    return [name for name in COLUMNS if name != left_out]


def _in_colours(styler: Styler, column: str, colours: Sequence[str]) -> Styler:
    styles = [f"color: {colour}" if colour else "" for colour in colours]
    return styler.apply(lambda _: styles, subset=[column])


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
        "opinion": line.opinion and OPINIONS[line.opinion],
    }


def _columns(desk: Desk, keys: Sequence[PromotionKey], timezone: str) -> dict[str, Any]:
    config = st.column_config
    texts = ("standing", "enrolled", "issued", "benefit")
    return {
        "promotion": config.TextColumn(COLUMNS["promotion"], width=185),
        "org": config.TextColumn(COLUMNS["org"], width=114),
        "binding": config.TextColumn(COLUMNS["binding"], help=HELP["binding"], width=182),
        **{name: config.TextColumn(COLUMNS[name], help=HELP.get(name)) for name in texts},
        "opinion": config.TextColumn(COLUMNS["opinion"], help=HELP["opinion"], width=96),
        "type": config.MultiselectColumn(COLUMNS["type"], color="gray", help=TYPE_HELP, width=118),
        "ends": config.DatetimeColumn(COLUMNS["ends"], format="D MMM YYYY, HH:mm", timezone=timezone),
        "share": config.ProgressColumn(
            COLUMNS["share"], format="%d %%", min_value=0, max_value=100, color="gray", help=HELP["share"], width=92
        ),
        "can": config.ButtonColumn(
            COLUMNS["can"],
            key=_BUTTON,
            on_click=lambda: _open_pressed(desk, keys),
            alignment="left",
            type="tertiary",
            width=146,
        ),
    }
