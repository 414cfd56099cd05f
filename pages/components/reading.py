"""The one call for data of the customer page."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.desk import Desk
from pages.components.looked_up import Reading, Scope
from pages.components.since import since_last_look
from pages.components.states import show_state
from pages.components.wording.states import CANNOT_BE_ASKED
from promo_data.errors import InputError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData

_SKELETON_PIXELS = 446
"""The overview, the filters, and as much of the list as shows; on a page no higher than that one begins at its top."""


def read_customer(data: PromoData, desk: Desk, scope: Scope) -> tuple[CustomerView | None, DeltaGenerator]:
    """What is known of the customer on the desk, read now if need be, and where that is to stand on the page.

    While others are read than those on show, there is the shape of what will come, and nothing of the one before. It is
    ``None`` where it cannot be asked, and then the page says why.
    """
    if desk.reading is not None and desk.reading.scope == scope:
        place = st.container()
        return _known(data, desk, scope, place), place
    slot = st.skeleton(height=_SKELETON_PIXELS)  # one element: a container would keep what stood there until the end
    view = _known(data, desk, scope, slot)
    return view, slot.container() if view else slot


def _known(data: PromoData, desk: Desk, scope: Scope, place: DeltaGenerator) -> CustomerView | None:
    try:
        read_if_due(data, desk, scope)
    except InputError as error:
        with place.container():
            show_state(CANNOT_BE_ASKED, detail=str(error))
    return desk.reading.view if desk.reading else None


def read_if_due(data: PromoData, desk: Desk, scope: Scope) -> None:
    """Read the customer on the desk where what is held does not answer what is asked; raises ``InputError``."""
    if desk.asked is not None and desk.needs_reading(scope):
        _read(data, desk, desk.asked, scope)


def _read(data: PromoData, desk: Desk, asked: CustomerIdentifier, scope: Scope) -> None:
    fresh, desk.read_again, desk.reading = desk.read_again, False, None
    view = data.customer(asked, choice=scope.choice, only=scope.only, fresh=fresh, second_opinion=desk.second_opinion)
    desk.hold(Reading(asked, scope, desk.second_opinion, view, since_last_look(data, desk, scope, view)))
