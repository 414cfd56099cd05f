"""The search field: recognises how a customer is named, and lets that be corrected."""

import streamlit as st

from pages.components.desk import Desk
from pages.components.plain import plain
from pages.components.wording import frame as words
from pages.components.wording.promotions import KINDS, SOURCES
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier, identified
from promo_data.settings import Settings
from promo_data.vocabulary import READ_SOURCES, IdentifierKind, Source

_KIND_KEY = "read-as"
_SOURCES = [source for source in Source if source in READ_SOURCES]


def show_search(settings: Settings) -> CustomerIdentifier | None:
    """The form; returns the customer to look up when it was sent with something that can be asked for."""
    with st.form("search", border=False):
        field, where, button = st.columns([8, 2, 1.2], vertical_alignment="bottom")
        text = field.text_input(
            words.SEARCH,
            placeholder=words.SEARCH_PLACEHOLDER,
            type="search",
            key="search-text",
            persist_state="session",
        )
        source = where.selectbox(
            words.SOURCE,
            _SOURCES,
            index=_SOURCES.index(settings.source) if settings.source in _SOURCES else 0,
            format_func=lambda known: SOURCES[known],
            key="search-source",
            help=words.SOURCE_HELP,
            persist_state="session",
        )
        sent = button.form_submit_button(words.LOOK_UP, type="primary", width="stretch")
    return _identified(text or "", source) if sent else None


def _identified(text: str, source: Source) -> CustomerIdentifier | None:
    try:
        return identified(text, source=source)
    except InputError as error:
        st.error(plain(error), icon=":material/edit:")
        return None


def show_read_as(desk: Desk) -> None:
    """What the identifier was taken for; choosing another kind looks it up again."""
    if desk.asked is None:
        return
    st.session_state[_KIND_KEY] = desk.asked.kind
    st.segmented_control(
        words.READ_AS,
        list(IdentifierKind),
        key=_KIND_KEY,
        format_func=lambda kind: KINDS[kind],
        on_change=_correct,
        args=(desk, desk.asked),
        label_visibility="collapsed",
        required=True,
    )


def _correct(desk: Desk, asked: CustomerIdentifier) -> None:
    """Look up the same text as another kind; where it cannot be one, the kind stays as it was."""
    try:
        desk.look_up(identified(asked.value, st.session_state[_KIND_KEY], asked.source))
    except InputError as error:
        st.toast(plain(error), icon=":material/edit:")


def show_recent(desk: Desk) -> None:
    """The customers looked up before in this tab, masked; a click takes one up again."""
    others = [known for known in desk.recent if known != desk.asked]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="recent"):
        st.caption(words.RECENT, width="content")
        for place, known in enumerate(others):
            name = plain(known.masked)
            st.button(name, key=f"recent-{place}", type="tertiary", on_click=desk.look_up, args=(known,))
