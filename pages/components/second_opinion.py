"""The second opinion: asking the vendor's own filters, and what they say of one promotion."""

from collections.abc import Sequence

import streamlit as st

from pages.components.coverage import resting_on
from pages.components.desk import Desk, PromotionKey
from pages.components.opinions import FilterSays, asked_filters, filters_on
from pages.components.plain import plain
from pages.components.records import rows_of
from pages.components.wording import opinion as words
from promo_data.insight.customer import CustomerView

_SWITCH = "second-opinion"


def show_switch(view: CustomerView, desk: Desk) -> None:
    """The switch, and once the filters were asked, which of their lists are known."""
    if filters := asked_filters(view):
        reasons = "\n\n".join(dict.fromkeys(plain(one.message or "") for one in filters if not one.answered))
        st.caption(plain(words.filters_words(filters, resting_on(view))), width="content", help=reasons or None)
    st.session_state[_SWITCH] = desk.second_opinion
    st.toggle(words.ASK, key=_SWITCH, on_change=_switched, args=(desk,), help=words.ASK_HELP, width="content")


def _switched(desk: Desk) -> None:
    desk.second_opinion = st.session_state[_SWITCH]


def show_opinion(view: CustomerView, desk: Desk, key: PromotionKey) -> None:
    """In the drawer: what the filters list the promotion as and what that contradicts, or a button that asks them."""
    if desk.reading is None or not desk.reading.second_opinion:
        st.button(
            words.ASK,
            icon=":material/rule:",
            type="tertiary",
            key="ask-opinion",
            help=words.ASK_HELP,
            on_click=desk.ask_second_opinion,
        )
        return
    st.header(words.TITLE, anchor=False)
    for row in rows_of(view.disagreements, key):
        st.warning(plain(row["sentence"]), icon=":material/difference:")
    with st.container(gap="xsmall"):
        _show_says(filters_on(view, key))


def _show_says(says: Sequence[FilterSays]) -> None:
    _show_statuses(words.LISTED, [one for one in says if one.listed], otherwise=words.NOWHERE)
    _show_statuses(words.NOT_LISTED, [one for one in says if one.listed is False])
    for one in says:
        if one.listed is None:
            st.markdown(f"{words.NOT_KNOWN}: **{words.STATUSES[one.status]}**")
            st.caption(plain(one.why or ""))


def _show_statuses(title: str, says: Sequence[FilterSays], otherwise: str = "") -> None:
    named = " · ".join(words.STATUSES[one.status] for one in says) or otherwise
    if named:
        st.markdown(f"{title}: **{named}**")
