"""The filters above the list of actions; what is open is counted first, and choosing it shows it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from pages.components.activity_filters import Filters, When, filters_of
from pages.components.formats import counted, number
from pages.components.plain import one_line
from pages.components.wording import activity as words
from pages.components.wording.activity import OPEN, Ending
from promo_data.actions import State

Counts = Mapping[State, int]

_ENDINGS, _WHEN, _DAYS, _ORG, _ACTION, _PERSON = (
    f"activity-{name}" for name in ("outcome", "when", "days", "org", "action", "who")
)
_WHEN_WORDS = {
    When.ANY: "Any time",
    When.TODAY: "Today",
    When.WEEK: "Last 7 days",
    When.MONTH: "Last 30 days",
    When.BETWEEN: "Between two days",
}
_WIDTH = 170
_ANY = ""


def chosen_filters(orgs: Mapping[int, str], people: Sequence[str]) -> Filters:
    """The filters in the page's address, without an org or a person that nobody knows."""
    found = filters_of(st.query_params)
    return Filters(
        endings=found.endings,
        person=found.person if found.person in people else None,
        org_id=found.org_id if found.org_id in orgs else None,
        action=found.action,
        when=found.when,
        since=found.since,
        until=found.until,
    )


def count_of(counts: Counts, endings: Sequence[Ending]) -> int:
    """How many actions ended, or are open, in one of these ways."""
    return sum(counts[state] for ending in endings for state in ending.states)


def show_endings(filters: Filters, counts: Counts) -> None:
    """Every way to end with its count, what is open first and there even if there is none."""
    shown = [ending for ending in Ending if ending in (*OPEN, *filters.endings) or count_of(counts, [ending])]
    st.session_state[_ENDINGS] = list(filters.endings)
    st.pills(
        words.ENDING,
        shown,
        selection_mode="multi",
        format_func=lambda ending: _counted(ending, counts),
        key=_ENDINGS,
        on_change=_keep,
        args=(filters,),
        wrap=True,
        help=words.ENDING_HELP,
    )


def _counted(ending: Ending, counts: Counts) -> str:
    mark, short, *_ = words.ENDINGS[ending]
    return f"{mark} {number(count_of(counts, [ending]))} {short}"


def show_filters(filters: Filters, orgs: Mapping[int, str], people: Sequence[str]) -> None:
    """When, in which org, what, and who; those with one choice are left out."""
    _choice(words.WHEN, _WHEN, filters.when, _WHEN_WORDS, filters)
    if filters.when is When.BETWEEN:
        _show_days(filters)
    if len(orgs) > 1:
        _choice(words.ORG, _ORG, filters.org_id, {_ANY: words.ANY_ORG, **orgs}, filters)
    _choice(words.ACTION, _ACTION, filters.action, {_ANY: words.ANY_ACTION, **words.ACTIONS}, filters)
    if len(people) > 1:
        _choice(words.PERSON, _PERSON, filters.person, {_ANY: words.ANYONE, **{name: name for name in people}}, filters)


def _choice(label: str, key: str, chosen: object, options: Mapping[Any, str], filters: Filters) -> None:
    st.session_state[key] = _ANY if chosen is None else chosen
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda option: one_line(options[option]),
        on_change=_keep,
        args=(filters,),
        width=_WIDTH,
    )


def _show_days(filters: Filters) -> None:
    days = [day for day in (filters.since, filters.until) if day is not None]
    st.session_state[_DAYS] = days
    st.date_input(words.DAYS, key=_DAYS, on_change=_keep, args=(filters,), format="YYYY-MM-DD", width=_WIDTH + 60)


def _keep(before: Filters) -> None:
    """Put what the widgets say into the page's address; one that is not on show says what it said before."""
    state = st.session_state
    when = state.get(_WHEN, before.when)
    since, until = _days(state.get(_DAYS, ())) if when is When.BETWEEN else (None, None)
    changed = Filters(
        endings=tuple(state.get(_ENDINGS, before.endings)),
        person=state.get(_PERSON, before.person) or None,
        org_id=None if state.get(_ORG) == _ANY else state.get(_ORG, before.org_id),
        action=state.get(_ACTION, before.action) or None,
        when=when,
        since=since,
        until=until,
    )
    st.query_params.from_dict(changed.parameters)


def _days(chosen: Sequence[date]) -> tuple[date | None, date | None]:
    first, last, *_ = (*chosen, None, None)
    return first, last


def show_open_elsewhere(here: Counts, everywhere: Counts) -> None:
    """Says what is open and left out by the filters, so that nobody overlooks it."""
    hidden = count_of(everywhere, OPEN) - count_of(here, OPEN)
    if hidden > 0:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.MORE_OPEN.format(count=counted(hidden, "action is", "actions are")), width="content")
            st.button(words.CLEAR, type="tertiary", key="activity-clear", on_click=st.query_params.clear)
