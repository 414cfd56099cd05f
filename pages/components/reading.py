"""The one call for data of the customer page."""

import streamlit as st

from pages.components.desk import Desk, Reading, Scope
from pages.components.states import show_state
from pages.components.wording.states import CANNOT_BE_ASKED
from promo_data.errors import InputError
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData


def read_customer(data: PromoData, desk: Desk, scope: Scope) -> CustomerView | None:
    """What is known of the customer on the desk, read now if need be; ``None`` where it cannot be asked."""
    if desk.asked is None:
        return None
    if desk.needs_reading(scope):
        fresh, desk.read_again, desk.reading = desk.read_again, False, None
        with st.skeleton(height=320):
            try:
                view = data.customer(
                    desk.asked, choice=scope.choice, only=scope.only, fresh=fresh, second_opinion=desk.second_opinion
                )
            except InputError as error:
                show_state(CANNOT_BE_ASKED, detail=str(error))
                return None
        desk.hold(Reading(desk.asked, scope, desk.second_opinion, view))
    return desk.reading.view if desk.reading else None
