"""The drawer of one action: what became of it, what it moved, and what can still be done about it."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_answers import show_answers
from pages.components.activity_desk import ActivityDesk
from pages.components.activity_facts import show_figures, show_ids, show_links, show_steps
from pages.components.activity_lines import Names, customer_words, promotion_words
from pages.components.activity_read_only import show_read_only
from pages.components.plain import badge_text, plain
from pages.components.wording import activity as words
from pages.components.wording.activity import Ending
from pages.components.wording.outcomes import CODE, VENDOR_SAID
from promo_data.actions import Intent
from promo_data.errors import StoreError
from promo_data.opening import PromoData

_UNDER_WAY_SECONDS = 0.7


def show_action_drawer(data: PromoData, desk: ActivityDesk, names: Names, now: datetime) -> None:
    """The action that is open on the desk, if one is."""
    intent = None if desk.opened is None else _read(data, desk.opened)
    if intent is None:
        return
    title = f"{words.action_words(intent.effect, intent.route)} · {plain(promotion_words(intent, names))}"
    drawer = st.dialog(title, width="medium", position="right", on_dismiss=desk.close)
    drawer(_show_opened)(data, desk, names, now)


def _read(data: PromoData, intent_id: UUID) -> Intent | None:
    try:
        return data.intent(intent_id)
    except StoreError as error:
        show_read_only(error)
        return None


def _show_opened(data: PromoData, desk: ActivityDesk, names: Names, now: datetime) -> None:
    """The drawer's body; Streamlit runs it alone when something in it is used."""
    intent = None if desk.opened is None else _read(data, desk.opened)
    if intent is None:
        return
    zone = ZoneInfo(data.settings.timezone)
    with st.container(key="drawer"):
        _show_heading(intent, names)
        if intent.outcome is None:
            st.fragment(_wait, run_every=_UNDER_WAY_SECONDS)(data, intent.id)
        _show_outcome(intent)
        show_answers(data, desk, intent, names, zone)
        show_links(data, desk, intent)
        if desk.decision is None:  # the question repeats them
            show_figures(intent, zone)
        show_steps(intent, zone, now)
        show_ids(intent)


def _wait(data: PromoData, intent_id: UUID) -> None:
    """One look at the record; once it has ended, the whole page is drawn anew."""
    intent = _read(data, intent_id)
    if intent is not None and intent.outcome is not None:
        st.rerun()


def _show_heading(intent: Intent, names: Names) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        number = f"Org {intent.org_id}" if intent.org_id is not None else None
        st.badge(badge_text(names.org(intent.org_id)), color="gray", help=number)
        st.caption(f"Customer {plain(customer_words(intent))}", width="content")


def _show_outcome(intent: Intent) -> None:
    ending = Ending.of(intent.state)
    mark, _, manner = words.ENDINGS[ending]
    with st.container(border=True, gap="small", key="activity-ending"):
        st.markdown(f":{_NAMED_COLOURS[manner]}[**{mark} {words.title_words(ending)}**]")
        if text := f"{plain(intent.message)} {plain(intent.advice)}".strip():
            st.markdown(text)
        if intent.code is not None or intent.vendor_message:
            said = [VENDOR_SAID.format(message=plain(intent.vendor_message))] if intent.vendor_message else []
            code = [CODE.format(code=intent.code)] if intent.code is not None else []
            st.caption(", ".join([*said, *code]))


_NAMED_COLOURS = {"open": "blue", "near": "orange", "exhausted": "red", "no_limit": "gray", "unknown": "gray"}
"""The theme gives these names the colours of the manners (.streamlit/config.toml)."""
