"""A snapshot promotion by promotion: bars of the most urgent ones, and a table of all; both open in the drawer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from pages.charts.cohort_states import COLUMNS, STATES, states_alt, states_figure
from pages.charts.palette import Palette
from pages.components.cohort.desk import CohortDesk
from pages.components.cohort.figures import Figures
from pages.components.cohort.filters import OrgNames, org_words
from pages.components.desk import PromotionKey
from pages.components.formats import number
from pages.components.opening_table import Open, OpeningTable
from pages.components.paging import page_of
from pages.components.plain import one_line
from pages.components.records import key_of
from pages.components.table_colours import coloured
from pages.components.wording import snapshots as words
from pages.components.wording.promotions import standing, type_words
from promo_data.frames.records import Record, records
from promo_data.vocabulary import AllowanceState, Phase

_TABLE = OpeningTable("cohort-promotions", longest=14, row_pixels=31, alt=words.PROMOTIONS_ALT)
_CHART = "cohort-states-chart"
_MOST_BARS = 12
"""Six pieces each: far below what Plotly draws at once."""
_LONGEST_NAME = 44
_ROWS_A_PAGE = 100
_COUNTS = ("customers", *STATES, "enrol", "issue")
_SEPARATOR = "."


def show_promotions(figures: Figures, desk: CohortDesk, org_names: OrgNames, palette: Palette, now: datetime) -> None:
    """The bars with what their colours mean, and the table."""
    rows = records(figures.promotions)
    _show_bars(rows, desk, org_names, palette)
    place, page = page_of(rows, _ROWS_A_PAGE, "cohort-promotions-page")

    def open_row(row: int) -> None:
        desk.open(key_of(page[row]))

    frame = pd.DataFrame([_cells(row, org_names, now) for row in page], columns=list(words.PROMOTION_COLUMNS))
    _TABLE.show(place, coloured(frame, "cohort", {}), _columns(open_row), open_row)


def _show_bars(rows: Sequence[Record], desk: CohortDesk, org_names: OrgNames, palette: Palette) -> None:
    shown = rows[:_MOST_BARS]
    bars = bar_rows(shown, org_names)
    key = f"{_CHART}-{desk.moves}"  # a chart of its own after each drawer: of the one before a piece is still selected
    st.markdown(f"**{words.CHART}** · {_legend(shown)}")
    st.plotly_chart(
        states_figure(bars, _NAMES, palette),
        key=key,
        on_select=lambda: open_selected(desk, st.session_state[key]),
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"{words.CHART}: {states_alt(bars, _NAMES)}",
    )
    more = len(rows) > len(shown)
    rest = [words.REST.format(shown=number(len(shown)), total=number(len(rows)))] if more else []
    st.caption(" ".join([words.CHART_HINT, *rest]))


_NAMES = {state.value: name for state, name in words.STATE_NAMES.items()}


def _legend(rows: Sequence[Record]) -> str:
    """What stands in the bars, each in its colour with its mark."""
    known = [state for state in words.STATE_NAMES if any(row[state.value] for row in rows)]
    return "  ".join(f":{words.LEGEND_COLOURS[state]}[{words.state_words(state)}]" for state in known)


def bar_rows(rows: Sequence[Record], org_names: OrgNames) -> pd.DataFrame:
    """Rows of the promotions as the figure wants them."""
    return pd.DataFrame([_bar(row, org_names) for row in rows], columns=COLUMNS)


def _bar(row: Record, org_names: OrgNames) -> dict[str, object]:
    org = org_words(row["org_id"], org_names)
    return {
        "key": spelled(key_of(row)),
        "name": _short(name_of(row)),
        "about": f"{org} · {words.ABOUT_BAR.format(customers=number(row['customers']))}",
        **{state: row[state] for state in STATES},
    }


def open_selected(desk: CohortDesk, event: Mapping[str, Any]) -> None:
    """Open what was clicked: a promotion, and of its customers those in one state."""
    for point in event["selection"]["points"]:
        key, state = point["customdata"]
        desk.open(key_spelled(key), AllowanceState(state))


def spelled(key: PromotionKey) -> str:
    """The key as one word, which comes back from the browser."""
    return _SEPARATOR.join("" if part is None else str(part) for part in key)


def key_spelled(word: str) -> PromotionKey:
    """The key that ``spelled`` gave."""
    org, programme, promotion = word.split(_SEPARATOR)
    return PromotionKey(int(org) if org else None, int(programme), int(promotion))


def name_of(row: Record) -> str:
    """The promotion's name, else its number."""
    return one_line(row["name"] or f"Promotion {row['promotion_id']}")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _cells(row: Record, org_names: OrgNames, now: datetime) -> dict[str, object]:
    return {
        "promotion": name_of(row),
        "org": org_words(row["org_id"], org_names),
        "type": [one_line(type_words(row["type"]))],
        "standing": standing(Phase(row["phase"]), row["starts_at"], row["ends_at"], now),
        "customers": row["customers"],
        **{state: row[state] for state in STATES},
        "enrol": row["enrol_allowed"],
        "issue": row["issue_allowed"],
        "next": words.OPEN_PROMOTION,
    }


def _columns(open_row: Open) -> dict[str, Any]:
    config, names, told = st.column_config, words.PROMOTION_COLUMNS, words.PROMOTION_HELP
    return {
        **{name: config.TextColumn(names[name], width=width) for name, width in _WIDTHS.items()},
        "type": config.MultiselectColumn(names["type"], color="gray", width=118),
        **{name: config.NumberColumn(names[name], help=told.get(name), format="localized") for name in _COUNTS},
        "next": _TABLE.button_column(names["next"], open_row, width=96),
    }


_WIDTHS = {"promotion": 200, "org": 120, "standing": 120}
