"""Designed states: a page without figures says what happened, whether anything was done, and the next step."""

from enum import Enum, auto

import streamlit as st

from pages.components.notes import show_problems
from pages.components.plain import plain
from pages.components.wording import states as words
from pages.components.wording.customer import UNAUTHORISED_CODES
from pages.components.wording.states import NOTHING_CHANGED, StateWords
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState


class Found(Enum):
    """What came of a look-up, as a page tells it."""

    PROMOTIONS = auto()
    NO_PROMOTIONS = auto()
    NONE_READABLE = auto()
    NOT_FOUND = auto()
    UNAUTHORISED = auto()
    UNREACHABLE = auto()
    REFUSED = auto()


_WORDS = {
    Found.NO_PROMOTIONS: words.NO_PROMOTIONS,
    Found.NONE_READABLE: words.NONE_READABLE,
    Found.NOT_FOUND: words.NOT_FOUND,
    Found.UNAUTHORISED: words.UNAUTHORISED,
    Found.UNREACHABLE: words.UNREACHABLE,
    Found.REFUSED: words.REFUSED,
}


def found(view: CustomerView) -> Found:
    """Which state the page is in; failed orgs beside an answer are told apart by their coverage."""
    if not view.promotions.empty:
        return Found.PROMOTIONS
    if view.answered:
        return Found.NONE_READABLE if any(problem.is_loss for problem in view.problems) else Found.NO_PROMOTIONS
    failed = [org for org in view.coverage if org.state is CoverageState.FAILED]
    codes = {org.code for org in failed}
    if codes and codes <= CUSTOMER_NOT_FOUND:
        return Found.NOT_FOUND
    if codes and codes <= UNAUTHORISED_CODES:
        return Found.UNAUTHORISED
    return Found.REFUSED if all(org.refused for org in failed) else Found.UNREACHABLE


def show_nothing_found(state: Found, view: CustomerView) -> None:
    """The state of a look-up without promotions, with what each org that failed said and what could not be read."""
    show_state(_WORDS[state], done=NOTHING_CHANGED)
    show_problems(view.problems, (org.org for org in view.coverage))
    if state is Found.NOT_FOUND:
        return
    for org in view.coverage:
        if org.state is CoverageState.FAILED:
            st.caption(f"**{plain(org.org.name)}**: {plain(org.message or '')}")


def show_state(state: StateWords, *, done: str = "", detail: str = "", is_page: bool = False) -> None:
    """A state as a calm card; ``detail`` may hold text from outside. ``is_page``: the page has no other title."""
    with st.container(border=True, key="state", width=760):
        (st.title if is_page else st.header)(state.title, anchor=False)
        st.markdown(" ".join(part for part in (plain(detail), state.what, done) if part))
        st.caption(state.next_step)
