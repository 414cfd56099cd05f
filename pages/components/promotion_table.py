"""The table of a customer's promotions; every row opens in the drawer."""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from pages.charts.palette import Palette
from pages.components.bars import bar
from pages.components.desk import Desk
from pages.components.opening_table import Open, OpeningTable
from pages.components.opinions import Opinion
from pages.components.paging import page_of
from pages.components.plain import one_line
from pages.components.promotion_lines import PromotionLine
from pages.components.table_colours import Style, coloured
from pages.components.wording.customer import COLUMNS, HELP, MOVED, OPINIONS, TABLE_ALT
from pages.components.wording.promotions import TYPE_HELP

_TABLE = OpeningTable("promotion-table", longest=18, row_pixels=31, alt=TABLE_ALT)  # at the font size of config.toml
_PAGE = "promotion-page"
_NAME = "promotions"
_ROWS_A_PAGE = 100
_BENEFIT_WIDTH = 106  # "2 times, 200 points": by itself a column is as wide as its first rows need
_BINDING_WIDTH = 290  # what the others leave of a desk's screen; columns that are not always there take it from here
_EXTRA_WIDTHS = {"opinion": 96, "changed": 58}


def show_table(lines: Sequence[PromotionLine], desk: Desk, palette: Palette, timezone: str) -> None:
    """The table, a hundred rows at a time; selecting a row or pressing its button opens the promotion."""
    place, page = page_of(lines, _ROWS_A_PAGE, f"{_PAGE}-{desk.turn}")

    def open_row(row: int) -> None:
        desk.open(page[row].key)

    _TABLE.show(place, _coloured(page, palette), _columns(timezone, _columns_for(page), open_row), open_row)


def _coloured(lines: Sequence[PromotionLine], palette: Palette) -> Styler:
    """The rows, the limit that binds in the colour of its state, and agreement paler than what is not."""
    frame = pd.DataFrame([_cells(line) for line in lines], columns=_columns_for(lines), dtype=object)
    frame["ends"] = pd.to_datetime(frame["ends"], utc=True)
    colours = {"binding": [palette.words[line.binding_state] if line.binding_state else "" for line in lines]}
    if "opinion" in frame:
        colours["opinion"] = [palette.muted if line.opinion is Opinion.AGREES else "" for line in lines]
    styles = {column: [_style(colour) for colour in of_rows] for column, of_rows in colours.items()}
    return coloured(frame, _NAME, styles)


def _style(colour: str) -> Style:
    return (("color", colour),) if colour else ()


def _columns_for(lines: Sequence[PromotionLine]) -> list[str]:
    """Columns that would say nothing of any promotion are left out; a second opinion takes the place of the bars."""
    told = {"opinion": any(line.opinion for line in lines), "changed": any(line.has_changed for line in lines)}
    return [name for name in COLUMNS if told.get(name, True)]


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
        "binding": one_line(line.binding if line.opinion else f"{bar(line.share_used)} {line.binding}"),
        "can": line.can,
        "opinion": line.opinion and OPINIONS[line.opinion],
        "changed": MOVED if line.has_changed else "",
    }


def _columns(timezone: str, shown: Collection[str], open_row: Open) -> dict[str, Any]:
    config = st.column_config
    extra = {name: width for name, width in _EXTRA_WIDTHS.items() if name in shown}
    widths = {
        "promotion": 185,
        "org": 114,
        "benefit": _BENEFIT_WIDTH,
        "binding": _BINDING_WIDTH - sum(extra.values()),
    } | extra
    texts = ("promotion", "org", "standing", "enrolled", "issued", "benefit", "binding", "opinion", "changed")
    return {
        **{name: config.TextColumn(COLUMNS[name], help=HELP.get(name), width=widths.get(name)) for name in texts},
        "type": config.MultiselectColumn(COLUMNS["type"], color="gray", help=TYPE_HELP, width=118),
        "ends": config.DatetimeColumn(COLUMNS["ends"], format="D MMM YYYY, HH:mm", timezone=timezone),
        "can": _TABLE.button_column(COLUMNS["can"], open_row, width=146),
    }
