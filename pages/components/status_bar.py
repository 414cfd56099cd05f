"""The bar under the navigation: which backend, which orgs, which time zone, and how old the data is."""

from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.age import show_age, show_read_again
from pages.components.desk import current_desk
from pages.components.looked_up import Scope
from pages.components.plain import badge_text, one_line
from pages.components.wording import frame as words
from promo_data.opening import PromoData
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings

_SCOPE_KEY = "scope"


def show(data: PromoData, *, asks_orgs: bool) -> DeltaGenerator:
    """The bar; the place it returns is for the age of what the page is going to read.

    Which orgs are asked is chosen on pages that ask some, and remembered on the others.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="status-bar"):
        _backend(data)
        options = scopes(data.settings)
        if asks_orgs and len(options) > 1:
            st.selectbox(
                words.SCOPE,
                list(options),
                key=_SCOPE_KEY,
                format_func=one_line,
                label_visibility="collapsed",
                width=170,
                persist_state="session",
            )
        st.caption(words.ZONE.format(zone=data.settings.timezone), width="content")
        st.space("stretch")
        return st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", key="age")


def _backend(data: PromoData) -> None:
    if data.is_sandbox:
        st.badge(words.SANDBOX, icon=":material/science:", color="gray", help=words.SANDBOX_HELP)
    else:
        host = badge_text(data.backend_name)
        st.badge(words.REAL.format(host=host), icon=":material/public:", color="primary", help=words.REAL_HELP)


def scopes(settings: Settings) -> dict[str, Scope]:
    """What can be chosen: every org by itself, or one."""
    one_by_one = {org.name: Scope(ScopeChoice.EACH, (org.id,)) for org in settings.child_orgs if org.id is not None}
    if not one_by_one:
        return {words.EVERY_ORG: Scope()}
    return {words.EVERY_ORG: Scope(), settings.org.name: Scope(ScopeChoice.SELF), **one_by_one}


def chosen_scope(settings: Settings) -> Scope:
    """The scope chosen in the bar; every org where none is."""
    return scopes(settings).get(str(st.session_state.get(_SCOPE_KEY)), Scope())


def show_age_in(place: DeltaGenerator, settings: Settings) -> None:
    """How old the data of the page is, with a way to read it anew; nothing where nothing was read."""
    desk = current_desk()
    if desk.reading is None:
        return
    with place:
        show_age(desk.reading.view.as_of, ZoneInfo(settings.timezone), words.DATA_OF_HELP)
        show_read_again(desk, "read-again")
