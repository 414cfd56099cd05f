"""Actions whose drawer is closed: the page itself tells what became of them."""

from collections.abc import Iterable

import streamlit as st

from pages.components.acting import followed
from pages.components.desk import Desk, PromotionKey
from pages.components.outcome import show_outcome
from pages.components.plain import plain
from pages.components.records import key_of
from promo_data.actions import Intent, Search, State
from promo_data.errors import PromoInsightError
from promo_data.frames.records import records
from promo_data.opening import PromoData

_NOT_KNOWN = (State.SENT, State.UNKNOWN, State.CONFLICT)


def show_pending(data: PromoData, desk: Desk) -> None:
    """One note for each action whose end is not known or not told, and that is not on show in the drawer.

    Those on record count too, whoever sent them and from wherever: a page that is loaded again forgets none.
    """
    if desk.reading is None:
        return
    _take_up(desk, _open_intents(data, desk.reading.view.customer_id))
    sent = [key for key, acting in desk.acting.items() if acting.intent_id and key != desk.opened]
    rows = {key_of(row): row for row in records(desk.reading.view.promotions)} if sent else {}
    for key in sent:
        row = rows.get(key)
        with st.container(border=True):
            st.markdown(f"**{plain(row['name'] if row and row['name'] else f'Promotion {key.promotion_id}')}**")
            show_outcome(data, desk, key, row)


def _open_intents(data: PromoData, customer_id: int | None) -> Iterable[Intent]:
    """Those of that customer; none where the record cannot be read, because looking up goes on without it."""
    if customer_id is None:
        return ()
    try:
        return data.activity(Search(states=_NOT_KNOWN, customer_id=customer_id)).intents
    except PromoInsightError:
        return ()


def _take_up(desk: Desk, intents: Iterable[Intent]) -> None:
    """Have each followed in the place of its promotion, unless another action stands there."""
    for intent in intents:
        key = PromotionKey(intent.org_id, intent.program_id, intent.promotion_id)
        if key not in desk.acting and desk.asked is not None:
            desk.acting[key] = followed(intent, desk.asked)
