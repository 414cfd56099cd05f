"""What a person can still do about an action: have it read again, decide it, or undo it."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_desk import ActivityDesk, Undo
from pages.components.activity_facts import figures_table, history_lines
from pages.components.activity_lines import Names, customer_words, promotion_words
from pages.components.activity_undo import show_undo
from pages.components.formats import moment
from pages.components.plain import plain
from pages.components.wording import activity as words
from pages.components.wording.actions import CANCEL
from promo_data.actions import Intent, State, Wish
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData
from promo_data.vocabulary import UNDOES

_A_MINUTE = timedelta(minutes=1)
"""Times are shown without their seconds: the next whole minute is the first at which it is true."""


def show_answers(data: PromoData, desk: ActivityDesk, intent: Intent, names: Names, zone: ZoneInfo) -> None:
    """The buttons, or the question that one of them asks."""
    if desk.failure:
        st.error(plain(desk.failure), icon=":material/error:")
    if desk.decision is not None and _can_be_decided(intent):
        _show_decision(data, desk, intent, names, zone)
    elif desk.undo is not None:
        show_undo(data, desk, desk.undo, intent, names)
    elif intent.is_open and intent.outcome is not None:
        _show_open(data, desk, intent, zone)
    elif intent.state is State.PARTIAL:
        st.caption(words.MISSING_PART)
    elif intent.state is State.CONFIRMED:
        _show_undo_offer(data, desk, intent)


def _can_be_decided(intent: Intent) -> bool:
    """A person decides what the figures cannot: a conflict, and what no further reading is planned for."""
    is_given_up = intent.state is State.UNKNOWN and intent.next_read_at is None
    return intent.state is State.CONFLICT or is_given_up


def _show_open(data: PromoData, desk: ActivityDesk, intent: Intent, zone: ZoneInfo) -> None:
    until = data.may_travel_until(intent) if _can_be_decided(intent) else None
    with st.container(horizontal=True):
        if intent.state is State.UNKNOWN:
            pressed = st.button(words.SETTLE, type="primary", key="activity-settle", icon=":material/refresh:")
            if pressed:
                _settle(data, desk, intent)
        if _can_be_decided(intent):
            _show_decisions(desk, may_travel=until is not None)
    if until is not None:
        st.caption(words.MAY_TRAVEL.format(time=moment(until + _A_MINUTE, zone)))
    if desk.note:
        st.info(desk.note)


def _show_decisions(desk: ActivityDesk, *, may_travel: bool) -> None:
    """That it was not carried out cannot be said while it still may be."""
    for carried_out, label in words.DECIDE.items():
        st.button(
            label,
            key=f"activity-decide-{carried_out}",
            disabled=may_travel and not carried_out,
            on_click=desk.ask_decision,
            args=(carried_out,),
        )


def _settle(data: PromoData, desk: ActivityDesk, intent: Intent) -> None:
    """Read the customer now; the page is drawn anew with whatever that told."""
    desk.drop()
    with st.spinner(words.SETTLING):
        try:
            now = data.settle(intent.id)
        except PromoInsightError as error:
            desk.failure = str(error)
        else:
            desk.note = words.looked_again_words(now)
    st.rerun()


def _show_decision(data: PromoData, desk: ActivityDesk, intent: Intent, names: Names, zone: ZoneInfo) -> None:
    """The question, with everything that is known repeated."""
    carried_out = bool(desk.decision)
    with st.container(border=True, key="activity-decision"):
        st.markdown(f"**{words.DECIDE_QUESTION[carried_out]}**")
        st.table(_known(intent, names), border="horizontal", width="stretch")
        if intent.before is not None:
            st.table(figures_table(intent.before, intent.after), border="horizontal", width="stretch")
            for line in history_lines(intent.before, intent.after, zone):
                st.caption(line)
        st.caption(words.DECIDE_NOTE[carried_out])
        _show_choice(words.DECIDE_NOW[carried_out], "activity-decide-now", _decide, (data, desk, intent), desk)


def _known(intent: Intent, names: Names) -> dict[str, str]:
    return {
        "Action": words.action_words(intent.effect, intent.route),
        "Customer": plain(customer_words(intent)),
        "Promotion": plain(promotion_words(intent, names)),
        "Org": plain(names.org(intent.org_id)),
        words.KNOWN: plain(intent.message),
    }


def _show_choice(
    label: str, key: str, confirm: Callable[..., None], arguments: tuple[object, ...], desk: ActivityDesk
) -> None:
    with st.container(horizontal=True):
        st.button(label, type="primary", key=key, on_click=confirm, args=arguments)
        st.button(CANCEL, key=f"{key}-cancel", on_click=desk.drop)


def _decide(data: PromoData, desk: ActivityDesk, intent: Intent) -> None:
    carried_out = bool(desk.decision)
    desk.drop()
    try:
        data.decide(intent.id, carried_out=carried_out)
    except PromoInsightError as error:
        desk.failure = str(error)


def _show_undo_offer(data: PromoData, desk: ActivityDesk, intent: Intent) -> None:
    """A button where it can be undone, else the reason; what is an undoing itself is not undone."""
    try:
        if intent.effect in UNDOES or data.undone_by(intent.id) is not None:
            return
        wish = data.undo(intent.id)
    except PromoInsightError as error:
        st.caption(plain(error))
        return
    st.button(words.UNDO, key="activity-undo", icon=":material/undo:", on_click=_ask_undo, args=(desk, wish))


def _ask_undo(desk: ActivityDesk, wish: Wish) -> None:
    desk.drop()
    desk.undo = None if wish.undo is None else Undo(wish, wish.undo)
