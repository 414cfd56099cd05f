"""The cohorts page without a snapshot: the list and its cost, what is under way, and what is kept."""

import streamlit as st

from pages.components.cohort.cost_step import show_cost_step
from pages.components.cohort.desk import CohortDesk
from pages.components.cohort.kept import show_saved_cohorts, show_snapshots, show_under_way
from pages.components.cohort.list_step import show_list_step
from pages.components.plain import plain
from pages.components.states import show_state
from pages.components.wording import cohorts as words
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData


def show_home(data: PromoData, desk: CohortDesk) -> None:
    """Everything there is, and the way to more."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.PROMISE)
    show_note(desk)
    with st.container(border=True, key="cohort-new"):
        show_list_step(data, desk)
        if desk.list is not None and desk.list.customers is not None and len(desk.list.customers):
            show_cost_step(data, desk, desk.list, desk.list.customers)
    try:
        show_under_way(data)
        show_snapshots(data)
        show_saved_cohorts(data, desk)
    except PromoInsightError as error:
        show_state(words.RECORDS_UNREADABLE, detail=str(error))


def show_note(desk: CohortDesk) -> None:
    """What came of the last press, once."""
    with st.container():  # there even if empty: what stands below keeps its place
        if desk.note:
            st.success(plain(desk.note), icon=":material/check:")
            desk.note = ""
