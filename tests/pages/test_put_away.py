"""An outcome's note that is put away within its own part of the drawer takes the rest of the drawer with it."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    """A followed action whose note was put away just now, and the page around it."""
    from typing import cast  # noqa: PLC0415 - AppTest runs this text by itself

    import streamlit as st  # noqa: PLC0415 - the same

    from pages.components.desk import Desk, PromotionKey  # noqa: PLC0415 - the same
    from pages.components.outcome import _follow  # noqa: PLC0415 - the same
    from promo_data.opening import PromoData  # noqa: PLC0415 - the same

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if st.session_state["runs"] == 1:
        _follow(cast("PromoData", None), Desk(), PromotionKey(1, 2, 3), None)
    st.markdown("what can be done")


def test_the_page_is_run_anew_and_does_not_say_that_something_is_under_way() -> None:
    app = AppTest.from_function(_page).run()
    assert app.session_state["runs"] == 2
    assert [text.value for text in app.markdown] == ["what can be done"]
