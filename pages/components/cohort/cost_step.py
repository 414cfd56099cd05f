"""The second step: what a pull costs, whom it asks, and its start."""

from pathlib import PurePath
from typing import Any

import streamlit as st

from pages.components.cohort.address import go_to
from pages.components.cohort.desk import CohortDesk, ListOnDesk
from pages.components.cohort.figures import remembered
from pages.components.formats import number
from pages.components.plain import one_line, plain
from pages.components.record_alarm import show_alarm_line
from pages.components.status_bar import scopes
from pages.components.wording import cohorts as words
from pages.components.wording.promotions import SOURCES
from promo_data.cohort.lists import CustomerList
from promo_data.cohort.pull.cost import Cost
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData
from promo_data.pulling import Asking
from promo_data.settings import Settings
from promo_data.vocabulary import READ_SOURCES, Source

_SOURCES = [source for source in Source if source in READ_SOURCES]
_NAME, _SCOPE, _SOURCE, _FRESH = "cohort-name", "cohort-scope", "cohort-source", "cohort-fresh"
_LONGEST_NAME = 120


def show_cost_step(data: PromoData, desk: CohortDesk, listed: ListOnDesk, customers: CustomerList) -> None:
    """Whom to ask, what that takes, and the button that starts it."""
    st.header(words.COST_STEP, anchor=False)
    name, asking = _show_questions(data.settings, desk, listed)
    try:
        cost = _cost(data, desk, customers, asking)
    except PromoInsightError as error:
        st.error(plain(error), icon=":material/error:")
        return
    _show_cost(cost)
    if desk.failure:
        st.error(plain(desk.failure), title=words.CANNOT_START, icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(words.START, type="primary", key="cohort-start", icon=":material/play_arrow:")
        st.caption(words.START_NOTE.format(days=number(data.settings.keep_days)), width="content")
    show_alarm_line(data)
    if pressed:
        _start(data, desk, customers, asking, name)


def _show_questions(settings: Settings, desk: CohortDesk, listed: ListOnDesk) -> tuple[str, Asking]:
    """A row of fields, each with an answer that can stay."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="cohort-questions"):
        name = st.text_input(
            words.NAME,
            _proposed(listed),
            max_chars=_LONGEST_NAME,
            key=f"{_NAME}-{desk.turn}",
            help=words.NAME_HELP,
            width=300,
        )
        options = scopes(settings)
        chosen = st.selectbox(words.ORGS, list(options), format_func=one_line, key=_SCOPE, width=190)
        source = st.selectbox(
            words.SOURCE,
            _SOURCES,
            index=_SOURCES.index(settings.source) if settings.source in _SOURCES else 0,
            format_func=lambda known: SOURCES[known],
            key=_SOURCE,
            width=290,
        )
        fresh = st.checkbox(words.FRESH, key=f"{_FRESH}-{desk.turn}", help=words.FRESH_HELP)
    scope = options[chosen]
    return name or "", Asking(source, scope.choice, scope.only, fresh)


def _proposed(listed: ListOnDesk) -> str:
    return one_line(PurePath(listed.name).stem if listed.file is not None else listed.name)[:_LONGEST_NAME]


def _cost(data: PromoData, desk: CohortDesk, customers: CustomerList, asking: Asking) -> Cost:
    """Asked once for each list and question: the cache is looked into for it."""
    return remembered(desk, "cost", (id(customers), asking), lambda: data.pulls.cost(customers, asking))


def _show_cost(cost: Cost) -> None:
    rate = number(round(cost.calls / cost.seconds_at_rate * 60)) if cost.seconds_at_rate else words.ANY_RATE
    estimated = f" {words.CACHED_ESTIMATE}" if cost.is_estimate else ""
    shown: tuple[tuple[str, Any, str], ...] = (
        (words.CALLS, number(cost.calls), words.CALLS_HELP),
        (words.TIME, words.time_words(cost.seconds_at_rate), words.TIME_HELP.format(rate=rate)),
        (words.CACHED, number(cost.cached), words.CACHED_HELP + estimated),
    )
    with st.container(horizontal=True, gap="large"):
        for label, value, told in shown:
            st.metric(label, value, help=told, width="content")


def _start(data: PromoData, desk: CohortDesk, customers: CustomerList, asking: Asking, name: str) -> None:
    """The pull is on record before the page turns to it."""
    try:
        pull_id = data.pulls.start(customers, asking, name)
    except PromoInsightError as error:
        desk.tell(failure=str(error))
    else:
        desk.put_away()
        go_to(pull_id)
    st.rerun()
