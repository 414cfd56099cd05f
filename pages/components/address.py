"""The address of the customer page and of a case: an opaque reference and the filters, and never an identifier."""

from collections.abc import Mapping

import streamlit as st

from pages.components.narrowing import Filters, Parameters, filters_of

CUSTOMER, CASE = "customer", "case"


def named(what: str) -> str | None:
    """The reference of a customer or a case in the address."""
    return st.query_params.get(what) or None


def filters_in_address() -> Filters:
    """The filters in the address."""
    return filters_of(_present())


def write_address(references: Mapping[str, str | None], filters: Filters) -> None:
    """Put references and filters into the address; one step back in the browser, and only where something differs."""
    wanted = {what: [reference] for what, reference in references.items() if reference} | filters.parameters
    if wanted != _present():
        st.query_params.from_dict(wanted)


def keep_filters(filters: Filters) -> None:
    """Change the filters in the address, and leave its reference."""
    write_address({what: named(what) for what in (CUSTOMER, CASE)}, filters)


def _present() -> Parameters:
    return {name: st.query_params.get_all(name) for name in st.query_params}
