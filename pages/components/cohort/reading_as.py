"""The list that was chosen: how it is read, which a person can correct, and the rows that cannot be asked."""

from functools import partial

import pandas as pd
import streamlit as st

from pages.components.cohort.desk import CohortDesk, ListOnDesk
from pages.components.cohort.problems import show_problems
from pages.components.formats import counted, share
from pages.components.plain import one_line, plain
from pages.components.states import show_state
from pages.components.wording import cohorts as words
from pages.components.wording.promotions import KINDS
from promo_data.cohort.lists import FileKind, ListColumn, ListFile
from promo_data.models.customer import masked
from promo_data.vocabulary import IdentifierKind

_COLUMN, _KIND, _HEADER = "cohort-column", "cohort-kind", "cohort-header"
_LONGEST_EXAMPLE = 40
_COLUMN_WIDTH, _KIND_WIDTH = 300, 220


def show_list(desk: CohortDesk, listed: ListOnDesk) -> None:
    """What it is and how it is read, how many can be asked, and what is wrong with the others."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_what(listed), width="content")
        st.button(words.CHOOSE_ANOTHER, type="tertiary", key="cohort-another", on_click=desk.put_away)
    if listed.file is not None:
        _show_reading(desk, listed, listed.file)
    if listed.customers is None:
        st.info(words.NOTHING_RECOGNISED, icon=":material/help:")
        return
    if not len(listed.customers):
        show_state(words.NOBODY_TO_ASK)
    show_problems(desk, listed.customers)


def _what(listed: ListOnDesk) -> str:
    name = f"**{plain(listed.name)}**"
    if listed.file is None:
        return f"{name} · {words.SAVED.lower()}"
    return f"{name} · {listed.file.kind.value.upper()} · {counted(listed.file.rows, 'row')}"


def _show_reading(desk: CohortDesk, listed: ListOnDesk, file: ListFile) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="cohort-reading"):
        change = partial(_change, listed, desk.turn)
        st.selectbox(
            words.COLUMN,
            range(len(file.columns)),
            index=listed.column,
            format_func=lambda place: one_line(file.columns[place].name),
            placeholder=words.CHOOSE_COLUMN,
            key=f"{_COLUMN}-{desk.turn}",
            on_change=change,
            width=_COLUMN_WIDTH,
        )
        st.selectbox(
            words.READ_AS,
            list(IdentifierKind),
            index=None if listed.kind is None else list(IdentifierKind).index(listed.kind),
            format_func=lambda kind: KINDS[kind],
            placeholder=words.CHOOSE_KIND,
            key=f"{_KIND}-{desk.turn}",
            on_change=change,
            width=_KIND_WIDTH,
        )
        if file.kind is not FileKind.PARQUET:
            st.checkbox(words.HEADER, listed.has_header, key=f"{_HEADER}-{desk.turn}", on_change=change)
    for note in file.notes:
        st.caption(plain(note))
    if len(file.columns) > 1:
        _show_columns(file)


def _change(listed: ListOnDesk, turn: int) -> None:
    state = st.session_state
    header = state.get(f"{_HEADER}-{turn}", listed.has_header)
    listed.read_as(state[f"{_COLUMN}-{turn}"], state[f"{_KIND}-{turn}"], has_header=header)


def _show_columns(file: ListFile) -> None:
    with st.expander(f"{words.COLUMNS} ({len(file.columns)})", expanded=file.best is None):
        rows = [_about(column) for column in file.columns]
        headings = {name: st.column_config.TextColumn(label) for name, label in words.PREVIEW.items()}
        frame = pd.DataFrame(rows, columns=list(words.PREVIEW))
        st.dataframe(frame, column_config=headings, hide_index=True, key="cohort-columns", alt=words.PREVIEW_ALT)
        st.caption(words.PREVIEW_HELP)


def _about(column: ListColumn) -> dict[str, str]:
    return {
        "column": one_line(column.name),
        "guess": words.LOOKS_LIKE_NOTHING
        if column.guess is None
        else f"{KINDS[column.guess]}, {share(column.share)} of the cells",
        "examples": ", ".join(_example(text, is_customer=column.guess is not None) for text in column.sample),
    }


def _example(text: str, *, is_customer: bool) -> str:
    shown = one_line(masked(text.strip()) if is_customer else text)
    return shown if len(shown) <= _LONGEST_EXAMPLE else f"{shown[: _LONGEST_EXAMPLE - 1]}…"
