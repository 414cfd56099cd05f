"""Actions whose drawer is closed: the page itself tells what became of them."""

import streamlit as st

from pages.components.desk import Desk
from pages.components.outcome import show_outcome
from pages.components.plain import plain
from pages.components.records import key_of
from promo_data.frames.records import records
from promo_data.opening import PromoData


def show_pending(data: PromoData, desk: Desk) -> None:
    """One note for each action that was sent and is not on show in the drawer."""
    if desk.reading is None:
        return
    sent = [key for key, acting in desk.acting.items() if acting.intent_id and key != desk.opened]
    rows = {key_of(row): row for row in records(desk.reading.view.promotions)} if sent else {}
    for key in sent:
        row = rows.get(key)
        with st.container(border=True):
            st.markdown(f"**{plain(row['name'] if row and row['name'] else f'Promotion {key.promotion_id}')}**")
            show_outcome(data, desk, key, row)
