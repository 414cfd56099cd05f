"""The sandbox's customers with a story, as cards."""

import streamlit as st

from pages.components.plain import plain
from pages.components.wording.frame import DEMO_NOTE, DEMO_TITLE, LOOK_UP
from pages.components.wording.promotions import KINDS
from pages.serving.sandbox import demo_world
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import IdentifierKind, Source


def show_demo_customers() -> CustomerIdentifier | None:
    """One card a story; returns the customer whose card was clicked."""
    st.header(DEMO_TITLE, anchor=False)
    st.caption(DEMO_NOTE)
    chosen = None
    with st.grid(3, min_column_width=260, row_height="content"):
        for place, demo in enumerate(demo_world().demo_customers):
            kind = IdentifierKind(demo.identifier_name)
            identifier = CustomerIdentifier(kind, demo.identifier_value, Source(demo.source))
            with st.container(border=True, height="stretch", gap="small"):
                st.markdown(f"**{plain(demo.title)}**")
                st.caption(plain(demo.story))
                st.space("stretch")
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(f"{KINDS[kind]} {plain(identifier.masked)}")
                    if st.button(LOOK_UP, key=f"demo-{place}"):
                        chosen = identifier
    return chosen
