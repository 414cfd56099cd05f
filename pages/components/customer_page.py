"""The customer page below its search field: who it is, and what there is to show of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.case_link import show_case_link
from pages.components.coverage import show_coverage, show_missing, total_words
from pages.components.customer_title import show_title
from pages.components.desk import Desk
from pages.components.drawer import show_drawer
from pages.components.filter_bar import show_filters, show_search_in_list, show_set
from pages.components.look import current_palette
from pages.components.narrowing import Filters, Property, narrowed
from pages.components.notes import show_problems
from pages.components.overview import not_told, show_overview
from pages.components.pending import show_pending
from pages.components.promotion_cards import show_cards
from pages.components.promotion_export import ShownList, show_export
from pages.components.promotion_lines import PromotionLine
from pages.components.promotion_table import show_table
from pages.components.reading import read_customer
from pages.components.remembered import remembered
from pages.components.second_opinion import show_switch
from pages.components.since import show_since
from pages.components.states import Found, found, show_nothing_found, show_state
from pages.components.status_bar import chosen_scope
from pages.components.wording.customer import TICKET
from pages.components.wording.states import NOTHING_FILTERED
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData
from promo_data.settings import Settings

_TICKET_WIDTH = 460


def org_names(settings: Settings) -> Mapping[int | None, str]:
    """The names people know, by org id."""
    return {org.id: org.name for org in settings.orgs}


def show_customer(data: PromoData, desk: Desk, asked: CustomerIdentifier, filters: Filters, now: datetime) -> None:
    """Who it is, which orgs answered, what is still open, and the promotions with their drawer, or why there are none.

    What is read takes the place of its skeleton, so nothing on the page moves.
    """
    zone, scope = ZoneInfo(data.settings.timezone), chosen_scope(data.settings)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="customer-title"):
        show_title(desk, asked)
        orgs = st.container(horizontal=True, gap="xsmall", width="content", key="coverage")
    show_drawer(data, desk, org_names(data.settings), now)  # first: a dialog is hidden until a run has come to it
    view, place = read_customer(data, desk, scope)
    if view is None:
        return
    with orgs:
        show_coverage(view, zone)
    with place:
        show_pending(data, desk)
        if (state := found(view)) is not Found.PROMOTIONS:
            show_nothing_found(state, view)
            return
        show_promotions(data, view, desk, now, filters)


def show_promotions(
    data: PromoData, view: CustomerView, desk: Desk, now: datetime, filters: Filters, *, frozen: bool = False
) -> None:
    """Counts and filters over the list, how many promotions that makes, and the list.

    Of a ``frozen`` view nothing can be asked or taken away.
    """
    names, timezone = org_names(data.settings), data.settings.timezone
    since = desk.reading.since if desk.reading else None
    show_since(since, desk, ZoneInfo(timezone))
    show_missing(view)
    show_problems(view.problems, (org.org for org in view.coverage))
    known = remembered(view, names, now, since)
    show_overview(known.fit, view, filters, near_share=view.basis.near_share, looked_before=since is not None)
    applied = _applied(filters, view, looked_before=since is not None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="narrowing"):
        text = show_search_in_list(desk)
        show_filters(known.values, applied, names, statuses_known=bool(view.filters))
        show_set(applied, names)
        shown = narrowed(known.lines, applied, text)
        st.caption(total_words(len(shown), len(known.lines), view), width="content")
        st.space("stretch")
        if not frozen:
            show_switch(view, desk)
            show_export(data, ShownList(shown, len(known.lines), applied, bool(text), names), view, now)
            with (
                st.popover(TICKET, icon=":material/confirmation_number:", type="tertiary", key="ticket"),
                st.container(width=_TICKET_WIDTH),
            ):
                show_case_link(data, desk, view, None, now)
    _show_list(shown, desk, timezone)


def _applied(filters: Filters, view: CustomerView, *, looked_before: bool) -> Filters:
    """The filters without those that nothing is known of: these leave nothing out."""
    known = filters.without(*not_told(view, looked_before=looked_before))
    return known if view.filters else known.with_values(Property.LISTED_AS, ())


def _show_list(lines: Sequence[PromotionLine], desk: Desk, timezone: str) -> None:
    if not lines:
        show_state(NOTHING_FILTERED)
        return
    with st.container(key="promotion-list-wide"):
        show_table(lines, desk, current_palette(), timezone)
    with st.container(key="promotion-list-narrow"):
        show_cards(lines, desk)
