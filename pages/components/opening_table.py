"""A table whose rows open in a drawer: by selecting one, or by the button in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.delta_generator import DeltaGenerator

Open = Callable[[int], None]
"""Opens the row of that number, the first being 0."""

_NOTHING_SELECTED: dict[str, dict[str, list[int]]] = {"selection": {"rows": [], "columns": [], "cells": []}}


@dataclass(frozen=True, slots=True)
class OpeningTable:
    """One such table: ``key`` names it on its page, ``longest`` is how many rows stand without scrolling."""

    key: str
    longest: int
    row_pixels: int
    alt: str

    def show(self, place: DeltaGenerator, rows: Styler, columns: dict[str, Any], open_row: Open) -> None:
        """The table at ``place``; selecting a row opens it."""
        is_short = len(rows.index) <= self.longest
        place.dataframe(
            rows,
            column_config=columns,
            hide_index=True,
            key=self.key,
            on_select=lambda: self._open_selected(open_row),
            selection_mode="single-row",
            height="content" if is_short else (self.longest + 1) * self.row_pixels,
            alt=self.alt,
        )

    def button_column(self, label: str, open_row: Open, width: int | None = None) -> Any:  # noqa: ANN401 - Streamlit's own
        """A column of buttons; pressing one opens its row."""
        key = f"{self.key}-button"
        return st.column_config.ButtonColumn(
            label,
            key=key,
            on_click=lambda: open_row(st.session_state[key]["row"]),
            alignment="left",
            type="tertiary",
            width=width,
        )

    def _open_selected(self, open_row: Open) -> None:
        """Open the row, and let go of it so that it can be selected again."""
        selected = st.session_state[self.key]["selection"]["rows"]
        if selected:
            open_row(selected[0])
            st.session_state[self.key] = _NOTHING_SELECTED
