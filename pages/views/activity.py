"""Everything that was asked to be done: what became of it, and what is still open."""

from datetime import UTC, datetime

import streamlit as st

from pages.components.activity_desk import activity_desk
from pages.components.activity_drawer import show_action_drawer
from pages.components.activity_page import show_activity
from pages.components.activity_reading import known_names
from pages.components.connection import promotions
from pages.components.desk import current_desk
from pages.components.wording.activity import TITLE

data, desk, now = promotions(), activity_desk(), datetime.now(UTC)

st.title(TITLE, anchor=False)
names = known_names(data, current_desk())
if show_activity(data, desk, names, now):
    show_action_drawer(data, desk, names, now)
