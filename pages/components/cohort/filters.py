"""What narrows a snapshot: states beside each other, and behind a button what promotions differ in."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.components.cohort.address import keep_narrowing
from pages.components.cohort.figures import Figures
from pages.components.cohort.narrowing import NOT_GIVEN, Narrowing, Property, View
from pages.components.formats import number, share
from pages.components.plain import one_line, plain
from pages.components.wording import snapshots as words
from pages.components.wording.narrowing import PROGRAMME, REMOVE
from pages.components.wording.promotions import type_words
from promo_data.frames.records import records
from promo_data.insight.cohort.asked import STATES

OrgNames = Mapping[int | None, str]
_STATES, _VIEW = "cohort-states", "cohort-view"
_POPOVER_WIDTH = 340


def show_states(figures: Figures, narrowing: Narrowing, *, near_share: float) -> None:
    """The states with how often each occurs."""
    counts = figures.by_state
    st.session_state[_STATES] = list(narrowing.states)
    st.pills(
        words.STATES_COUNTED,
        STATES,
        selection_mode="multi",
        format_func=lambda state: f"{words.state_words(state)} {number(counts[state])}",
        key=_STATES,
        on_change=_keep_states,
        args=(narrowing,),
        help=words.STATES_HELP.format(near=share(near_share)),
        wrap=True,
    )


def show_views(figures: Figures, narrowing: Narrowing, org_names: OrgNames) -> View:
    """Which part of the snapshot is on show, and beside that the filters and what is set of them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="cohort-filters"):
        _show_view(narrowing)
        count = sum(map(len, narrowing.wanted.values()))
        label = words.FILTERS_SET.format(count=count) if count else words.FILTER
        choices = st.popover(label, icon=":material/filter_list:", key="cohort-filter", on_change="rerun")
        if choices.open:  # what there is to choose from takes longer to count than all the rest
            with choices:
                facets = _by_facet(figures.facets)
                for name in Property:
                    _show_choice(name, facets.get(name, {}), narrowing, org_names)
        _show_set(narrowing, org_names)
    return narrowing.view


def _show_view(narrowing: Narrowing) -> None:
    st.session_state[_VIEW] = narrowing.view
    st.segmented_control(
        words.VIEW,
        list(View),
        format_func=lambda view: words.VIEWS[view],
        required=True,
        key=_VIEW,
        on_change=lambda: keep_narrowing(replace(narrowing, view=st.session_state[_VIEW] or View.PROMOTIONS)),
        label_visibility="collapsed",
        wrap=True,
    )


def _by_facet(facets: pd.DataFrame) -> dict[Property, dict[str, int]]:
    """The customers of each value of each property; a value that was not given has a sign of its own."""
    found: dict[Property, dict[str, int]] = {}
    for row in records(facets):
        of_property = found.setdefault(Property(row["facet"]), {})
        of_property[NOT_GIVEN if row["value"] is None else row["value"]] = row["customers"]
    return found


def _show_choice(name: Property, found: Mapping[str, int], narrowing: Narrowing, org_names: OrgNames) -> None:
    """Left out where all are alike; what is set is among the options, even where nothing has it."""
    chosen = narrowing.wanted.get(name, ())
    options = list(dict.fromkeys([*found, *chosen]))
    if len(options) <= 1 and not chosen:
        return
    key = f"cohort-filter-{name}"
    st.session_state[key] = list(chosen)
    st.multiselect(
        words.PROPERTIES[name],
        options,
        format_func=lambda value: words.FACET_VALUE.format(
            name=value_words(name, value, org_names), customers=number(found.get(value, 0))
        ),
        placeholder=words.EVERY,
        key=key,
        on_change=lambda: keep_narrowing(narrowing.with_values(name, st.session_state[key])),
        width=_POPOVER_WIDTH,
    )


def _show_set(narrowing: Narrowing, org_names: OrgNames) -> None:
    for name, values in narrowing.wanted.items():
        for value in values:
            left = narrowing.with_values(name, [other for other in values if other != value])
            st.button(
                f"{plain(value_words(name, value, org_names))} ✕",
                key=f"cohort-set-{name}-{value}",
                help=REMOVE,
                on_click=keep_narrowing,
                args=(left,),
            )


def value_words(name: Property, value: str, org_names: OrgNames) -> str:
    """A value as people know it."""
    match name:
        case Property.ORG:
            return org_words(None if value == NOT_GIVEN else int(value), org_names)
        case Property.PROGRAMME:
            return PROGRAMME.format(id=value)
        case Property.TYPE:
            return one_line(type_words(None if value == NOT_GIVEN else value))
        case _:
            return words.NOT_GIVEN if value == NOT_GIVEN else one_line(value)


def org_words(org_id: int | None, org_names: OrgNames) -> str:
    """An org's name, else its number."""
    return one_line(org_names.get(org_id) or (words.OWN_ORG if org_id is None else f"Org {org_id}"))


def _keep_states(before: Narrowing) -> None:
    keep_narrowing(replace(before, states=tuple(st.session_state[_STATES])))
