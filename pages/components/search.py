"""The search field: recognises how a customer is named."""

import streamlit as st

from pages.components.desk import Desk
from pages.components.plain import plain
from pages.components.wording import frame as words
from pages.components.wording.promotions import SOURCES
from promo_data.errors import InputError
from promo_data.models.customer import identified
from promo_data.settings import Settings
from promo_data.vocabulary import READ_SOURCES, Source

_SOURCES = [source for source in Source if source in READ_SOURCES]
_TEXT, _SOURCE, _WRONG = "search-text", "search-source", "search-wrong"
_SOURCE_WIDTH = 190


def show_search(settings: Settings, desk: Desk) -> None:
    """The form; sent with something that can be asked for, it puts that customer on the desk and is empty again.

    So nothing that was looked up stands there unmasked.
    """
    with st.form("search", border=False), st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            words.SEARCH,
            placeholder=words.SEARCH_PLACEHOLDER,
            type="search",
            key=_TEXT,
            label_visibility="collapsed",
        )
        st.selectbox(
            words.SOURCE,
            _SOURCES,
            index=_SOURCES.index(settings.source) if settings.source in _SOURCES else 0,
            format_func=lambda known: words.SOURCE_IS.format(source=SOURCES[known]),
            key=_SOURCE,
            label_visibility="collapsed",
            width=_SOURCE_WIDTH,
            persist_state="session",
        )
        st.form_submit_button(words.LOOK_UP, type="primary", on_click=_look_up, args=(desk,))
    with st.container():  # there even if empty: what stands below keeps its place
        if wrong := st.session_state.pop(_WRONG, ""):
            st.error(plain(wrong), icon=":material/edit:")


def _look_up(desk: Desk) -> None:
    try:
        desk.look_up(identified(st.session_state[_TEXT] or "", source=st.session_state[_SOURCE]))
    except InputError as error:
        st.session_state[_WRONG] = str(error)
    else:
        st.session_state[_TEXT] = ""


def show_recent(desk: Desk) -> None:
    """The customers looked up before in this tab, masked; a click takes one up again.

    Its place is there even if empty: Streamlit knows what stands below by its place alone, and while the next customer
    is read would leave parts of the one before in places that have moved.
    """
    others = [known for known in desk.recent if known != desk.asked]
    with st.container(horizontal=True, vertical_alignment="center", key="recent"):
        if others:
            st.caption(words.RECENT, width="content")
        for place, known in enumerate(others):
            name = plain(known.masked)
            st.button(name, key=f"recent-{place}", type="tertiary", on_click=desk.look_up, args=(known,))
