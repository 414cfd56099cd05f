"""Naming what is kept, and deleting it: the second only when it was said twice."""

from collections.abc import Callable

import streamlit as st

from pages.components.cohort.desk import CohortDesk
from pages.components.wording import cohorts as words
from promo_data.errors import PromoInsightError

_LONGEST_NAME = 120


def show_naming(
    key: str,
    name: str,
    desk: CohortDesk,
    *,
    rename: Callable[[str], None],
    delete: Callable[[], None],
    warning: str,
) -> None:
    """A button, and behind it the name and the way to delete; ``warning`` says what that takes away."""
    with st.popover(words.MANAGE, icon=":material/edit:", type="tertiary", key=f"{key}-manage"):
        with st.form(f"{key}-form", border=False):
            st.text_input(words.SAVE_NAME_OF_ANY, name, max_chars=_LONGEST_NAME, key=f"{key}-name")
            st.form_submit_button(words.RENAME, on_click=_rename, args=(desk, f"{key}-name", rename))
        st.divider()
        st.caption(warning)
        if st.checkbox(words.DELETE, key=f"{key}-delete"):
            st.button(words.DELETE_NOW, key=f"{key}-delete-now", on_click=_delete, args=(desk, delete))


def _rename(desk: CohortDesk, field: str, rename: Callable[[str], None]) -> None:
    try:
        rename(st.session_state[field] or "")
    except PromoInsightError as error:
        desk.tell(failure=str(error))
    else:
        desk.tell(note=words.RENAMED)


def _delete(desk: CohortDesk, delete: Callable[[], None]) -> None:
    try:
        delete()
    except PromoInsightError as error:
        desk.tell(failure=str(error))
    else:
        desk.tell(note=words.DELETED)
