"""One customer: which promotions they have, how much room is left, what can be done, and why not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.connection import promotions
from pages.components.coverage import show_coverage
from pages.components.customer_page import org_names, show_promotions
from pages.components.desk import current_desk
from pages.components.drawer import show_drawer
from pages.components.pending import show_pending
from pages.components.plain import plain
from pages.components.reading import read_customer
from pages.components.search import show_read_as, show_recent, show_search
from pages.components.states import Found, found, show_nothing_found, show_state
from pages.components.status_bar import chosen_scope
from pages.components.wording.states import NOTHING_LOOKED_UP

data, desk, now = promotions(), current_desk(), datetime.now(UTC)

if (identifier := show_search(data.settings)) is not None:
    desk.look_up(identifier)
desk.just_asked = False
show_recent(desk)

if desk.asked is None:
    show_state(NOTHING_LOOKED_UP)
else:
    with st.container(horizontal=True, vertical_alignment="center", key="customer-title"):
        st.title(f"Customer {plain(desk.asked.masked)}", anchor=False, width="content")
        show_read_as(desk)
    view = read_customer(data, desk, chosen_scope(data.settings))
    if view is not None:
        show_coverage(view, ZoneInfo(data.settings.timezone))
        show_pending(data, desk)
        if (state := found(view)) is Found.PROMOTIONS:
            show_promotions(data, view, desk, now)
            show_drawer(data, desk, org_names(data.settings), now)
        else:
            show_nothing_found(state, view)
