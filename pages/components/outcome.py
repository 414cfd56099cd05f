"""How an action ends: followed while it is under way, then said in words."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.acting import Acting
from pages.components.desk import Desk, PromotionKey
from pages.components.plain import plain
from pages.components.wording import actions as words
from pages.components.wording.promotions import DONE
from promo_data.actions import Intent
from promo_data.errors import PromoInsightError
from promo_data.frames.records import Record
from promo_data.opening import PromoData
from promo_data.vocabulary import Outcome

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
        st.error(plain(acting.failure), title=words.OUTCOMES[Outcome.NOT_SENT].title, icon=":material/error:")
        _show_close(desk, key)
        return
    st.fragment(_follow, run_every=_pause(data, acting))(data, desk, key, row)


def _pause(data: PromoData, acting: Acting) -> float | None:
    intent = _intent(data, acting)
    if intent is None or intent.outcome is None:
        return _UNDER_WAY_SECONDS
    return _OPEN_SECONDS if intent.is_open else None


def _intent(data: PromoData, acting: Acting) -> Intent | None:
    """The intent on record; ``None`` where the record cannot be read just now."""
    try:
        return data.intent(acting.intent_id) if acting.intent_id else None
    except PromoInsightError:
        return None


def _follow(data: PromoData, desk: Desk, key: PromotionKey, row: Record | None) -> None:
    """One look at the journal; once it has ended, the whole page is read anew, a single time."""
    acting = desk.acting.get(key)
    intent = _intent(data, acting) if acting else None
    if acting is None or intent is None or intent.outcome is None:
        st.status(words.UNDER_WAY)
        return
    if not acting.is_told and not intent.is_open:
        acting.is_told = True
        desk.ask_again()
        st.rerun()
    _show_ended(intent, intent.outcome, row)
    _show_close(desk, key)


def _show_close(desk: Desk, key: PromotionKey) -> None:
    st.button(words.CLOSE, key=f"close-outcome-{key.promotion_id}", on_click=desk.drop, args=(key,))


def _show_ended(intent: Intent, outcome: Outcome, row: Record | None) -> None:
    title, icon = words.OUTCOMES[outcome]
    if outcome is Outcome.CONFIRMED and intent.effect is not None:
        title = DONE[intent.effect]
    said = f"{plain(intent.message)} {plain(intent.advice)}".strip()
    lines = [said, _moved(intent, row), words.READ_BACK if intent.is_open else "", _small_print(intent)]
    _ALERTS[outcome]("\n\n".join(line for line in lines if line), title=title, icon=icon)


def _moved(intent: Intent, row: Record | None) -> str:
    """The figures before and after, where both readings have them."""
    if intent.before is None or row is None:
        return ""
    moved = [
        words.moved_words("enrolled", intent.before.enrolled, row["enrolled"]),
        words.moved_words("issued", intent.before.issued, row["issued"]),
    ]
    return ", ".join(f"**{part}**" for part in moved if part)


def _small_print(intent: Intent) -> str:
    parts = [words.RECORDED.format(id=intent.id)]
    if intent.code is not None:
        parts.insert(
            0,
            words.VENDOR_SAID.format(message=plain(intent.vendor_message))
            + f" ({words.CODE.format(code=intent.code)})",
        )
    return f":small[{' '.join(parts)}]"
