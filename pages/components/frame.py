"""The frame of every page: navigation, the bar under it, and the page."""

import streamlit as st

from pages.components import status_bar
from pages.components.connection import promotions
from pages.components.look import apply_styles
from pages.components.places import ACTIVITY, CUSTOMER, START
from pages.components.states import show_state
from pages.components.wording.frame import PRODUCT
from pages.components.wording.states import RECORDS_UNUSABLE, SETTINGS_WRONG
from promo_data.errors import InputError, PromoInsightError

_ICON = "🎯"  # drawn by the visitor's own machine; a Material icon would be fetched from a font server


def show() -> None:
    """The whole page; where the data layer does not open, the reason instead."""
    st.set_page_config(page_title=PRODUCT, page_icon=_ICON, layout="wide")
    apply_styles()
    page = st.navigation(
        [
            st.Page(START, title="Start", icon=":material/home:", default=True),
            st.Page(CUSTOMER, title="Customer", icon=":material/person_search:"),
            st.Page(ACTIVITY, title="Activity", icon=":material/history:"),
        ],
        position="top",
    )
    try:
        data = promotions()
    except InputError as error:
        show_state(SETTINGS_WRONG, detail=str(error))
    except (PromoInsightError, OSError) as error:
        show_state(RECORDS_UNUSABLE, detail=str(error) if isinstance(error, PromoInsightError) else "")
    else:
        age = status_bar.show(data)
        page.run()
        status_bar.show_age_in(age, data.settings)
