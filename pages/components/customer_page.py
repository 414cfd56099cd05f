"""The customer page below its search field, once there is something to show."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from pages.components.coverage import resting_on, show_missing
from pages.components.desk import Desk
from pages.components.facets import fitting, show_facets
from pages.components.look import current_palette
from pages.components.promotion_cards import show_cards
from pages.components.promotion_lines import promotion_lines
from pages.components.promotion_table import show_table
from pages.components.states import show_state
from pages.components.wording.states import NOTHING_FILTERED
from promo_data.insight.customer import CustomerView
from promo_data.settings import Settings


def org_names(settings: Settings) -> Mapping[int | None, str]:
    """The names people know, by org id."""
    return {org.id: org.name for org in settings.orgs}


def show_promotions(view: CustomerView, desk: Desk, settings: Settings, now: datetime) -> None:
    """Filters over the list, and the list."""
    show_missing(view)
    lines = promotion_lines(view, org_names(settings), now)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        facets = show_facets(lines, near_share=settings.near_share)
        if text := resting_on(view):
            st.caption(text, width="content")
    shown = fitting(lines, facets)
    if not shown:
        show_state(NOTHING_FILTERED)
        return
    with st.container(key="promotion-list-wide"):
        show_table(shown, desk, current_palette(), settings.timezone)
    with st.container(key="promotion-list-narrow"):
        show_cards(shown, desk)
