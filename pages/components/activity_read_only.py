"""The alarm of a record that cannot be used: customers can still be looked up, and nothing can be done."""

import streamlit as st

from pages.components.plain import plain
from pages.components.wording import activity as words
from promo_data.errors import PromoInsightError


def show_read_only(error: PromoInsightError) -> None:
    """What is wrong with the record, and what that means."""
    st.error(f"{plain(error)} {words.READ_ONLY_NOTE}", title=words.READ_ONLY, icon=":material/lock:")
