"""Saving customers as a cohort of their own, from whatever table they stand in."""

from collections.abc import Callable

import pyarrow as pa
import streamlit as st

from pages.components.cohort.desk import CohortDesk, Saved, cohort_desk
from pages.components.formats import counted
from pages.components.plain import plain
from pages.components.wording import cohorts as words
from promo_data.cohorts import customers_of
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData

Ids = Callable[[], pa.Array]
"""The vendor's numbers of the customers, found when they are wanted; null where one has none."""

_LONGEST_NAME = 100


def save_as_cohort(data: PromoData, ids: Ids, *, count: int, source: str, key: str) -> None:
    """A button, and behind it the name under which these ``count`` customers are kept; ``source`` says where from."""
    desk = cohort_desk()
    with st.popover(words.SAVE, icon=":material/group_add:", type="tertiary", key=f"{key}-save", disabled=not count):
        st.caption(words.SAVE_NOTE.format(count=counted(count, "customer")))
        with st.form(f"{key}-save-form", border=False):
            st.text_input(words.SAVE_NAME, max_chars=_LONGEST_NAME, key=f"{key}-save-name")
            st.form_submit_button(words.SAVE_NOW, type="primary", on_click=_save, args=(data, desk, ids, source, key))
        if (told := desk.saved.pop(key, None)) is not None:
            (st.success if told.is_saved else st.error)(plain(told.sentence))


def _save(data: PromoData, desk: CohortDesk, ids: Ids, source: str, key: str) -> None:
    """What came of it is said once, behind the same button."""
    try:
        customers = customers_of(ids())
        data.cohorts.save(st.session_state[f"{key}-save-name"] or "", customers, source)
    except PromoInsightError as error:
        desk.saved[key] = Saved(is_saved=False, sentence=str(error))
    else:
        desk.saved[key] = Saved(
            is_saved=True, sentence=words.SAVED_AS.format(count=counted(len(customers), "customer"))
        )
        st.session_state[f"{key}-save-name"] = ""
