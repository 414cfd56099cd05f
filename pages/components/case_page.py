"""A case: what somebody saw of a customer, as they saw it. The same list and drawer, and nothing to be done."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.address import CASE, filters_in_address, named
from pages.components.coverage import show_coverage
from pages.components.customer_page import org_names, show_promotions
from pages.components.desk import Desk, PromotionKey
from pages.components.drawer import show_drawer
from pages.components.formats import distance, exact, moment
from pages.components.looked_up import Reading, Scope
from pages.components.plain import plain
from pages.components.states import Found, found, show_nothing_found, show_state
from pages.components.wording import case_page as words
from promo_data.casebook.cases import Case
from promo_data.errors import InputError, StoreError
from promo_data.opening import PromoData

_OPENED = "case-on-show"


@dataclass(frozen=True, eq=False)
class _OnShow:
    """A case under its reference, with a desk of its own that holds nobody."""

    reference: str
    case: Case
    desk: Desk = field(default_factory=Desk)


def show_case(data: PromoData, now: datetime) -> None:
    """The case that the address names, or why it cannot be shown."""
    reference = named(CASE)
    if reference is None:
        show_state(words.NO_LINK, is_page=True)
        return
    try:
        shown = _on_show(data, reference)
    except InputError as error:
        show_state(words.UNKNOWN, detail=str(error), is_page=True)
    except StoreError:
        show_state(words.UNREADABLE, is_page=True)
    else:
        _show(data, shown.case, shown.desk, now)


def _on_show(data: PromoData, reference: str) -> _OnShow:
    """Read once for each session, with the promotion it is about opened."""
    held: _OnShow | None = st.session_state.get(_OPENED)
    if held is None or held.reference != reference:
        held = _OnShow(reference, data.case(reference))
        view, about = held.case.view, held.case.about
        held.desk.hold(Reading(None, Scope(), bool(view.filters), view))
        held.desk.opened = about and PromotionKey(*about)
        st.session_state[_OPENED] = held
    return held


def _show(data: PromoData, case: Case, desk: Desk, now: datetime) -> None:
    zone, view, seen = ZoneInfo(data.settings.timezone), case.view, case.view.basis.now
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="customer-title"):
        st.title(words.TITLE.format(name=plain(case.customer_masked)), anchor=False, width="content")
        show_coverage(view, zone)
    _show_banner(case, zone, now)
    if (state := found(view)) is not Found.PROMOTIONS:
        show_nothing_found(state, view)
        return
    show_promotions(data, view, desk, seen, filters_in_address(), frozen=True)
    show_drawer(data, desk, org_names(data.settings), seen, frozen=True)


def _show_banner(case: Case, zone: ZoneInfo, now: datetime) -> None:
    seen = case.view.basis.now
    banner = words.BANNER.format(person=plain(case.person), seen=moment(seen, zone), ago=distance(seen, now))
    st.info(f"{banner} {words.LIVE}", icon=":material/ac_unit:")
    st.caption(words.BANNER_HELP.format(opened=exact(case.opened_at), version=plain(case.version)))
    if case.is_of_another_version:
        st.warning(words.OTHER_VERSION.format(version=plain(case.version)), icon=":material/difference:")
