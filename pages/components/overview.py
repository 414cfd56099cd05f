"""What can be done now, what ends and what is used up: counts above the list, and a click shows these alone."""

from collections.abc import Mapping

import streamlit as st

from pages.components.address import keep_filters
from pages.components.coverage import at_least, is_part, resting_on
from pages.components.facets import Facet
from pages.components.formats import share
from pages.components.narrowing import Filters
from pages.components.wording import narrowing as words
from promo_data.insight.customer import CustomerView

_KEY = "facets"


def not_told(view: CustomerView, *, looked_before: bool) -> list[Facet]:
    """The facets that nothing is known of: without the vendor's filters, or without an earlier look."""
    missing = [] if view.filters else [Facet.CONTRADICTED]
    return missing if looked_before else [*missing, Facet.CHANGED]


def show_overview(
    fit: Mapping[Facet, int], view: CustomerView, filters: Filters, *, near_share: float, looked_before: bool
) -> None:
    """Each facet with how many promotions ``fit`` it, and all of them over which orgs."""
    untold = not_told(view, looked_before=looked_before)
    offered = [facet for facet in Facet if facet not in untold]
    counts = {facet: at_least(fit[facet], view) for facet in offered}
    st.session_state[_KEY] = [facet for facet in filters.facets if facet in offered]
    st.pills(
        words.OVERVIEW_RESTING.format(resting_on=resting_on(view)) if resting_on(view) else words.OVERVIEW,
        offered,
        selection_mode="multi",
        format_func=lambda facet: f"{counts[facet]} {words.FACETS[facet]}",
        key=_KEY,
        on_change=_keep,
        args=(filters,),
        wrap=True,
        help=words.OVERVIEW_HELP.format(near=share(near_share)) + (words.OVERVIEW_PART_HELP if is_part(view) else ""),
    )


def _keep(before: Filters) -> None:
    keep_filters(Filters(tuple(st.session_state[_KEY]), before.values, before.order))
