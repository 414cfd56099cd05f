"""The search field and the filters above the list; what is set stands beside them and can be taken away."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from pages.components.address import keep_filters
from pages.components.desk import Desk
from pages.components.narrowing import Filters, Order, Property
from pages.components.plain import one_line, plain
from pages.components.wording import narrowing as words
from pages.components.wording.opinion import STATUSES
from pages.components.wording.promotions import PHASES, type_words
from promo_data.vocabulary import CustomerStatus, Phase

_ORDER = "filter-order"
_FIELD_WIDTH = 230
_POPOVER_WIDTH = 320
_LONGEST_ID = 18

OrgNames = Mapping[int | None, str]
PropertyValues = Mapping[Property, frozenset[str]]


def show_search_in_list(desk: Desk) -> str:
    """What was typed to find promotions by; it stays out of the address, because a person may type an identifier."""
    return (
        st.text_input(
            words.FIND,
            placeholder=words.FIND_PLACEHOLDER,
            key=f"find-{desk.turn}",  # the next customer's list starts with an empty field
            type="search",
            live=True,
            label_visibility="collapsed",
            width=_FIELD_WIDTH,
            persist_state="session",
        )
        or ""
    )


def show_filters(values: PropertyValues, filters: Filters, org_names: OrgNames, *, statuses_known: bool) -> None:
    """A button that opens one choice for each property the promotions differ in, and the order.

    ``values`` are those that any promotion has.
    """
    count = sum(map(len, filters.values.values()))
    label = words.FILTERS_SET.format(count=count) if count else words.FILTER
    with st.popover(label, icon=":material/filter_list:", key="filters"):
        for name in Property:
            if name is not Property.LISTED_AS or statuses_known:
                _show_choice(name, values[name], filters, org_names)
        if not statuses_known:
            st.caption(words.LISTED_AS_LATER)
        st.session_state[_ORDER] = filters.order
        st.selectbox(
            words.ORDER,
            list(Order),
            format_func=lambda order: words.ORDERS[order],
            key=_ORDER,
            on_change=_keep_order,
            args=(filters,),
            width=_POPOVER_WIDTH,
        )


def _show_choice(name: Property, found: frozenset[str], filters: Filters, org_names: OrgNames) -> None:
    """Left out where all promotions are alike; what is set is among the options, even where nothing has it."""
    chosen = filters.values.get(name, ())
    options = sorted(found | set(chosen), key=partial(value_words, name, org_names=org_names))
    if len(options) <= 1 and not chosen:
        return
    key = f"filter-{name}"
    st.session_state[key] = list(chosen)
    st.multiselect(
        words.PROPERTIES[name],
        options,
        format_func=partial(value_words, name, org_names=org_names),
        placeholder=words.EVERY,
        key=key,
        on_change=_keep_values,
        args=(name, filters),
        width=_POPOVER_WIDTH,
    )


def show_set(filters: Filters, org_names: OrgNames) -> None:
    """What is set, one button a value: pressing it takes the filter away."""
    for name, values in filters.values.items():
        for value in values:
            st.button(
                f"{plain(value_words(name, value, org_names=org_names))} ✕",
                key=f"set-{name}-{value}",
                help=words.REMOVE,
                on_click=keep_filters,
                args=(filters.with_values(name, [other for other in values if other != value]),),
            )


def value_words(name: Property, value: str, *, org_names: OrgNames) -> str:
    """A value as people know it; one that nobody knows as it was given."""
    match name:
        case Property.ORG:
            return one_line(org_names.get(_org_id(value), f"Org {value}"))
        case Property.PROGRAMME:
            return words.PROGRAMME.format(id=one_line(value))
        case Property.STATE:
            return PHASES[Phase(value)] if value in list(Phase) else one_line(value)
        case Property.LIMIT:
            return words.limit_state_words(one_line(value))
        case Property.LISTED_AS:
            return STATUSES[CustomerStatus(value)] if value in list(CustomerStatus) else one_line(value)
        case _:
            return one_line(type_words(value or None))


def _org_id(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) <= _LONGEST_ID else None


def _keep_values(name: Property, before: Filters) -> None:
    keep_filters(before.with_values(name, st.session_state[f"filter-{name}"]))


def _keep_order(before: Filters) -> None:
    keep_filters(Filters(before.facets, before.values, st.session_state[_ORDER]))
