"""The customer the page is about: masked until revealed, and what the identifier was read as."""

import streamlit as st

from pages.components.desk import Desk
from pages.components.plain import plain
from pages.components.wording import frame as words
from pages.components.wording.promotions import KINDS
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier, identified
from promo_data.vocabulary import IdentifierKind

_KIND_KEY = "read-as"


def show_title(desk: Desk, asked: CustomerIdentifier) -> None:
    """The title, a button that reveals the identifier, and a choice of what it is read as."""
    name = asked.value if desk.revealed else asked.masked
    st.title(words.CUSTOMER.format(name=plain(name)), anchor=False, width="content")
    st.button(
        words.HIDE if desk.revealed else words.SHOW,
        icon=":material/visibility_off:" if desk.revealed else ":material/visibility:",
        type="tertiary",
        key="reveal",
        help=words.SHOW_HELP,
        on_click=desk.reveal,
    )
    _show_read_as(desk, asked)


def _show_read_as(desk: Desk, asked: CustomerIdentifier) -> None:
    """What the identifier was taken for; choosing another kind looks it up again."""
    st.session_state[_KIND_KEY] = asked.kind
    st.selectbox(
        words.READ_AS,
        list(IdentifierKind),
        key=_KIND_KEY,
        format_func=lambda kind: words.READ_AS_KIND.format(kind=KINDS[kind].lower()),
        on_change=_correct,
        args=(desk, asked),
        label_visibility="collapsed",
        width=170,
    )


def _correct(desk: Desk, asked: CustomerIdentifier) -> None:
    """Look up the same text as another kind; where it cannot be one, the kind stays as it was."""
    try:
        desk.look_up(identified(asked.value, st.session_state[_KIND_KEY], asked.source))
    except InputError as error:
        st.toast(plain(error), icon=":material/edit:")
