"""The frame of every page: navigation, the bar under it, and the page."""

import streamlit as st

from pages.components import status_bar
from pages.components.connection import promotions
from pages.components.desk import current_desk
from pages.components.look import apply_styles
from pages.components.places import ACTIVITY, CASE, CASE_PATH, COHORTS, CUSTOMER, CUSTOMER_PATH, START
from pages.components.states import show_state
from pages.components.wording.frame import PRODUCT
from pages.components.wording.states import RECORDS_UNUSABLE, SETTINGS_WRONG
from promo_data.errors import InputError, PromoInsightError

_ICON = "🎯"  # drawn by the visitor's own machine; a Material icon would be fetched from a font server

_ASKING = ("", CUSTOMER_PATH)
"""The pages that ask the vendor about a customer; the start page has no path."""


def show() -> None:
    """The whole page; where the data layer does not open, the reason instead."""
    st.set_page_config(page_title=PRODUCT, page_icon=_ICON, layout="wide")
    apply_styles()
    page = st.navigation(
        [
            st.Page(START, title="Start", icon=":material/home:", default=True),
            st.Page(CUSTOMER, url_path=CUSTOMER_PATH, title="Customer", icon=":material/person_search:"),
            st.Page(COHORTS, title="Cohorts", icon=":material/groups:"),
            st.Page(ACTIVITY, title="Activity", icon=":material/history:"),
            st.Page(CASE, url_path=CASE_PATH, title="Case", visibility="hidden"),
        ],
        position="top",
    )
    try:
        data = promotions()
    except InputError as error:
        show_state(SETTINGS_WRONG, detail=str(error), is_page=True)
    except (PromoInsightError, OSError) as error:
        show_state(RECORDS_UNUSABLE, detail=str(error) if isinstance(error, PromoInsightError) else "", is_page=True)
    else:
        age = status_bar.show(data, asks_orgs=page.url_path in _ASKING)
        page.run()
        if page.url_path == CUSTOMER_PATH:
            status_bar.show_age_in(age, data.settings)
        else:
            current_desk().was_away = True
