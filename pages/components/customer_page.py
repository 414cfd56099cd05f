"""The customer page below its search field, once there is something to show."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from pages.components.coverage import show_missing, show_problems, total_words
from pages.components.desk import Desk
from pages.components.facets import fitting, show_facets
from pages.components.look import current_palette
from pages.components.opinions import untold
from pages.components.promotion_cards import show_cards
from pages.components.promotion_export import show_export
from pages.components.promotion_lines import promotion_lines
from pages.components.promotion_table import show_table
from pages.components.second_opinion import show_switch
from pages.components.states import show_state
from pages.components.wording.states import NOTHING_FILTERED
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.settings import Settings


def org_names(settings: Settings) -> Mapping[int | None, str]:
    """The names people know, by org id."""
    return {org.id: org.name for org in settings.orgs}


def show_promotions(data: PromoData, view: CustomerView, desk: Desk, now: datetime) -> None:
    """Filters over the list, how many promotions that makes, a second opinion, an export, and the list."""
    settings = data.settings
    show_missing(view)
    show_problems(untold(view))
    lines = promotion_lines(view, org_names(settings), now)
    shown = fitting(lines, show_facets(lines, view, near_share=settings.near_share))
    with st.container(horizontal=True, vertical_alignment="center", key="total"):
        st.caption(total_words(len(shown), len(lines), view), width="content")
        st.space("stretch")
        show_switch(view, desk)
        show_export(data, shown, view, now)
    if not shown:
        show_state(NOTHING_FILTERED)
        return
    with st.container(key="promotion-list-wide"):
        show_table(shown, desk, current_palette(), settings.timezone)
    with st.container(key="promotion-list-narrow"):
        show_cards(shown, desk)
