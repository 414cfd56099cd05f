"""The list of a customer's promotions as cards, for screens too narrow for a table."""

from collections.abc import Sequence

import streamlit as st

from pages.components.desk import Desk
from pages.components.paging import page_of
from pages.components.plain import plain
from pages.components.promotion_lines import PromotionLine
from pages.components.wording.customer import CHANGED, COLUMNS, OPINIONS

_CARDS_A_PAGE = 10


def show_cards(lines: Sequence[PromotionLine], desk: Desk) -> None:
    """One card a promotion, ten at a time, with the same facts in the same order as the table."""
    place, page = page_of(lines, _CARDS_A_PAGE, f"card-page-{desk.turn}")
    with place:
        for line in page:
            _show_card(line, desk)


def _show_card(line: PromotionLine, desk: Desk) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(line.name)}**")
        st.caption(f"{plain(line.org)} · {plain(line.type)} · {plain(line.standing)}")
        st.markdown(_figures(line))
        st.button(line.can, key=f"card-{line.key}", on_click=desk.open, args=(line.key,), width="stretch")


def _figures(line: PromotionLine) -> str:
    facts = [(COLUMNS["enrolled"], line.enrolled), (COLUMNS["issued"], line.issued)]
    given = [f"{name.lower()} {plain(value)}" for name, value in facts if value]
    opinion = [] if line.opinion is None else [f"{COLUMNS['opinion'].lower()} {OPINIONS[line.opinion]}"]
    changed = [CHANGED] if line.has_changed else []
    return " · ".join([plain(line.binding), *given, *opinion, *changed])
