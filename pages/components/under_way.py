"""An action under way, waited for where it was asked for: its drawer stays open and as it is until the end is known."""

import time
from uuid import UUID

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.desk import Desk, PromotionKey
from pages.components.wording.actions import UNDER_WAY
from promo_data.actions import Intent
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData

_LONGEST_SECONDS, _PAUSE_SECONDS = 25.0, 0.15
"""Longer than a write takes by itself (design §3); whatever takes longer is followed from time to time."""


def wait_for_end(data: PromoData, desk: Desk, key: PromotionKey) -> DeltaGenerator | None:
    """Say that it is under way until its outcome is on record, then have the customer read anew, a single time.

    Returns the place of that note, to be emptied after the reading; ``None`` where nothing is to be waited for.

    To run the whole page instead would take the drawer away for as long as it reads: Streamlit hides a dialog until
    the run comes to it.
    """
    acting = desk.acting.get(key)
    if acting is None or acting.intent_id is None or acting.is_told:
        return None
    place = st.empty()
    intent = _ended(data, acting.intent_id, place)
    if intent is not None and not intent.is_open:
        acting.is_told = True
        desk.ask_again()
    return place


def _ended(data: PromoData, intent_id: UUID, place: DeltaGenerator) -> Intent | None:
    """The intent once it has an outcome; ``None`` where that takes too long or the record cannot be read."""
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        try:
            intent = data.progress(intent_id)
        except PromoInsightError:
            return None
        if intent.outcome is not None:
            return intent
        place.status(UNDER_WAY)  # each time anew: that lets Streamlit end the run of a drawer that was closed meanwhile
        time.sleep(_PAUSE_SECONDS)
    return None
