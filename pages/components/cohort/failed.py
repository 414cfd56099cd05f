"""The rows of the list that brought nothing or not all: why, which they are, and asking them again."""

from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from pages.components.formats import number
from pages.components.plain import one_line
from pages.components.wording import snapshots as words
from promo_data.frames.export import csv_bytes, export_name

_SHOWN = 100
_ROWS_HIGH, _ROW_PIXELS = 14, 31
_WIDTHS = {"row": 70, "code": 110, "message": 780, "partial": 130}


def show_failed(failures: pd.DataFrame) -> None:
    """The first of them, and all in a file; nobody is named."""
    if failures.empty:
        st.caption(words.NONE_FAILED)
        return
    shown = failures.head(_SHOWN)
    st.dataframe(
        pd.DataFrame({name: _texts(shown, name) for name in words.FAILURE_COLUMNS}),
        column_config={
            name: st.column_config.TextColumn(label, width=_WIDTHS[name])
            for name, label in words.FAILURE_COLUMNS.items()
        },
        hide_index=True,
        height="content" if len(shown) <= _ROWS_HIGH else (_ROWS_HIGH + 1) * _ROW_PIXELS,
        key="cohort-failures",
        alt=words.FAILURES_ALT,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(failures) > _SHOWN:
            told = words.FIRST_FAILURES.format(shown=number(_SHOWN), total=number(len(failures)))
            st.caption(told, width="content")
        st.download_button(
            words.TAKE_FAILURES.format(count=number(len(failures))),
            partial(failures_csv, failures),
            export_name("cohort-failures", datetime.now(UTC)),
            "text/csv",
            key="cohort-failures-take",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    st.caption(words.FAILURES_NOTE)


def failures_csv(failures: pd.DataFrame) -> bytes:
    """Every row that failed."""
    return csv_bytes(failures[["row", "code", "message", "partial"]])


def _texts(failures: pd.DataFrame, name: str) -> list[str]:
    if name == "partial":
        return [words.YES if partial else "" for partial in failures[name]]
    return ["" if pd.isna(value) else one_line(value) for value in failures[name]]
