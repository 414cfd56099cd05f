"""The first page: what this is, the search field, and in the sandbox customers to try."""

import streamlit as st

from pages.components.connection import promotions
from pages.components.demo import show_demo_customers
from pages.components.desk import current_desk
from pages.components.places import CUSTOMER
from pages.components.search import show_recent, show_search
from pages.components.setup import show_setup
from pages.components.wording.frame import PRODUCT, PROMISE

data, desk = promotions(), current_desk()

with st.container(horizontal_alignment="center"), st.container(width=960):
    st.title(PRODUCT, anchor=False)
    st.markdown(PROMISE)
    show_search(data.settings, desk)
    show_recent(desk)
    if not data.is_sandbox:
        show_setup(data.settings)
    elif (identifier := show_demo_customers()) is not None:
        desk.look_up(identifier)

if desk.just_asked:
    st.switch_page(CUSTOMER)
