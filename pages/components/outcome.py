"""How an action ends: followed while it is under way, then said in words, and read back while its end is not known."""

from collections.abc import Callable
from http import HTTPStatus

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.acting import Acting
from pages.components.activity_desk import activity_desk
from pages.components.desk import Desk, PromotionKey
from pages.components.moved import cause_since, figures_moved
from pages.components.places import ACTIVITY
from pages.components.plain import plain
from pages.components.records import rows_of
from pages.components.wording import actions as words
from pages.components.wording.activity import looked_again_words
from pages.components.wording.outcomes import CODE, OUTCOMES, VENDOR_SAID
from promo_data.actions import Intent, State
from promo_data.errors import PromoInsightError
from promo_data.frames.records import Record
from promo_data.opening import PromoData
from promo_data.vocabulary import Outcome

_HTTP_STATUSES = frozenset(map(int, HTTPStatus))
_UNDER_WAY_SECONDS, _OPEN_SECONDS = 0.7, 15.0
_ALERTS: dict[Outcome, Callable[..., DeltaGenerator]] = {
    Outcome.CONFIRMED: st.success,
    Outcome.REFUSED: st.error,
    Outcome.PARTIAL: st.warning,
    Outcome.NOT_SENT: st.info,
    Outcome.NOT_APPLIED: st.info,
    Outcome.UNKNOWN: st.warning,
    Outcome.CONFLICT: st.warning,
}


def show_outcome(data: PromoData, desk: Desk, key: PromotionKey, row: Record | None) -> None:
    """What became of the action; it is asked for again until it has ended for good."""
    acting = desk.acting[key]
    if acting.failure or acting.intent_id is None:
        st.error(plain(acting.failure), title=OUTCOMES[Outcome.NOT_SENT].title, icon=":material/error:")
        _show_close(desk, key)
        return
    st.fragment(_follow, run_every=_pause(data, acting))(data, desk, key, row)


def _pause(data: PromoData, acting: Acting) -> float | None:
    intent = _intent(data, acting)
    if not isinstance(intent, Intent) or intent.outcome is None:
        return _UNDER_WAY_SECONDS
    return _OPEN_SECONDS if intent.is_open else None


def _intent(data: PromoData, acting: Acting) -> Intent | PromoInsightError | None:
    """The intent as far as it came, or why the record cannot be read just now."""
    try:
        return data.progress(acting.intent_id) if acting.intent_id else None
    except PromoInsightError as error:
        return error


def _follow(data: PromoData, desk: Desk, key: PromotionKey, row: Record | None) -> None:
    """One look at the journal; once it has ended, the whole page is read anew, a single time."""
    acting = desk.acting.get(key)
    intent = _intent(data, acting) if acting else None
    if isinstance(intent, PromoInsightError):
        st.warning(plain(intent), title=words.RECORD_UNREADABLE, icon=":material/lock:")
        return
    if acting is None:  # the note was put away in here: the drawer around it has to be told
        st.rerun()
    if intent is None or intent.outcome is None:
        st.status(words.UNDER_WAY)
        return
    if not acting.is_told and not intent.is_open:
        acting.is_told = True
        desk.ask_again()
        st.rerun()
    _show_ended(desk, key, intent, intent.outcome, row)
    if acting.note:
        st.caption(plain(acting.note))
    with st.container(horizontal=True, vertical_alignment="center"):
        if intent.state is State.UNKNOWN:
            _show_read_back(data, acting, intent)
        if not intent.is_open:  # what is open stays in sight until it is settled
            _show_close(desk, key)
        _show_link(intent)


def _show_close(desk: Desk, key: PromotionKey) -> None:
    st.button(words.CLOSE, key=f"close-outcome-{key.promotion_id}", on_click=desk.drop, args=(key,))


def _show_read_back(data: PromoData, acting: Acting, intent: Intent) -> None:
    """The customer read once more now; nothing is sent."""
    if not st.button(words.READ_BACK_NOW, key=f"read-back-{intent.promotion_id}", icon=":material/refresh:"):
        return
    with st.spinner(words.READING_BACK):
        try:
            now = data.settle(intent.id)
        except PromoInsightError as error:
            acting.note = str(error)
        else:
            acting.note = looked_again_words(now)
    st.rerun()


def _show_link(intent: Intent) -> None:
    """The way to its entry on the activity page, with every step and id."""
    if st.button(words.SHOW_IN_ACTIVITY, key=f"activity-of-{intent.promotion_id}", type="tertiary"):
        activity_desk().open(intent.id)
        st.switch_page(ACTIVITY)


def _show_ended(desk: Desk, key: PromotionKey, intent: Intent, outcome: Outcome, row: Record | None) -> None:
    title, icon = OUTCOMES[outcome]
    if outcome is Outcome.CONFIRMED and intent.effect is not None:
        title = words.DONE[intent.effect]
    view = desk.reading.view if desk.reading else None
    moved = figures_moved(intent, row, rows_of(view.allowances, key) if view else ())
    lines = [
        f"{plain(intent.message)} {plain(intent.advice)}".strip(),
        plain(cause_since(intent, rows_of(view.availability, key) if view else ())),
        ", ".join(f"**{part}**" for part in moved),
        _small_print(intent),
    ]
    _ALERTS[outcome]("\n\n".join(line for line in lines if line), title=title, icon=icon)


def _small_print(intent: Intent) -> str:
    return f":small[{' '.join(part for part in (_vendors_words(intent), words.RECORDED.format(id=intent.id)) if part)}]"


def _vendors_words(intent: Intent) -> str:
    """What the vendor said, its own code, or both; a status of HTTP stands in the sentence already."""
    said = VENDOR_SAID.format(message=plain(intent.vendor_message)) if intent.vendor_message else ""
    is_own = intent.code is not None and intent.code not in _HTTP_STATUSES
    code = f"({CODE.format(code=intent.code)})" if is_own else ""
    return " ".join(part for part in (said, code) if part)
