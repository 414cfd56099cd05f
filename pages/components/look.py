"""Light or dark: which colours the visitor's browser shows."""

from pathlib import Path

import streamlit as st

from pages.charts.palette import DARK, LIGHT, Palette

_STYLES = Path(__file__).with_name("dashboard.css")


def current_palette() -> Palette:
    """The palette of the theme the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def apply_styles() -> None:
    """What Streamlit's theme has no word for: a greatest width, and cards instead of the table on narrow screens.

    Streamlit names the look on the app alone; a drawer, which stands beside it, gets it from the whole page.
    """
    st.html(_STYLES)
    st.html(f"<style>:root {{ color-scheme: {'dark' if current_palette() is DARK else 'light'}; }}</style>")
