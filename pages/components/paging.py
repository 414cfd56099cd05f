"""A long list a page at a time, with the way to the other pages below it."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

Item = TypeVar("Item")


def page_of(items: Sequence[Item], size: int, key: str) -> tuple[DeltaGenerator, Sequence[Item]]:
    """Where the page is to be shown, and its items."""
    place, pages = st.container(), -(-len(items) // size)
    page = st.pagination(pages, key=key) if pages > 1 else 1
    first = (min(page, pages) - 1) * size
    return place, items[first : first + size]
