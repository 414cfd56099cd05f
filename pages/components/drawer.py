"""The drawer: one promotion of one customer, and what can be done with it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.age import show_age, show_read_again
from pages.components.benefits import show_benefits
from pages.components.browser_steps import Place, move_focus
from pages.components.case_link import show_case_button, show_opened_case
from pages.components.confirmation import show_confirmation
from pages.components.desk import Desk, PromotionKey
from pages.components.facts import show_description, show_facts, show_standing
from pages.components.history import show_history
from pages.components.limit_bars import show_limits
from pages.components.look import current_palette
from pages.components.offers import show_offers
from pages.components.outcome import show_outcome
from pages.components.plain import plain
from pages.components.reading import read_if_due
from pages.components.record_alarm import show_alarm_line
from pages.components.records import rows_of
from pages.components.second_opinion import show_opinion
from pages.components.status_bar import chosen_scope
from pages.components.under_way import wait_for_end
from pages.components.why import is_refused, show_why
from pages.components.wording.frame import DATA_OF_PROMOTION_HELP
from promo_data.errors import InputError
from promo_data.frames.records import Record
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.vocabulary import PromotionType


def show_drawer(
    data: PromoData, desk: Desk, org_names: Mapping[int | None, str], now: datetime, *, frozen: bool = False
) -> None:
    """The promotion that is open on the desk, if one is.

    Of a ``frozen`` view nothing can be done, asked or read again: only what was seen is shown, as of ``now``.
    """
    if desk.opened is None or desk.reading is None:
        return
    row = _row_of(desk.reading.view, desk.opened)
    if row is None:
        desk.close()
        return
    title = plain(row["name"] or f"Promotion {row['promotion_id']}")
    drawer = st.dialog(title, width="medium", position="right", on_dismiss=desk.close)
    drawer(_show_promotion)(data, desk, org_names, now, frozen)


def _show_promotion(
    data: PromoData,
    desk: Desk,
    org_names: Mapping[int | None, str],
    now: datetime,
    frozen: bool,  # noqa: FBT001 - a dialog's body gets its arguments in order
) -> None:
    """The drawer's body; Streamlit runs it alone when something in it is used."""
    key = desk.opened
    if key is None:
        return
    with st.container(key="drawer"):
        heading, answers = st.container(), st.container(key=Place.ANSWERS)
        if not frozen:
            with answers:
                under_way = wait_for_end(data, desk, key)
            _read_if_due(data, desk)
            if under_way is not None:
                under_way.empty()
        if desk.reading is None or (row := _row_of(desk.reading.view, key)) is None:
            desk.close()
            st.rerun()  # without the drawer: the page says what came of the reading
        view = desk.reading.view
        org, now = org_names.get(row["org_id"], f"Org {row['org_id']}"), max(now, view.basis.now)
        with heading:
            _show_heading(data, desk, key, row, org, now, frozen=frozen)
        with answers:
            _show_answers(data, view, desk, key, row, org, frozen=frozen)
        _show_rest(data, view, desk, key, row, now, frozen=frozen)
        move_focus(_next_place(desk, key), desk.moves)


def _next_place(desk: Desk, key: PromotionKey) -> Place:
    """Where one goes on: once it is sent there is nothing to confirm, but an outcome to be read."""
    acting = desk.acting.get(key)
    is_sent = acting is not None and bool(acting.intent_id or acting.failure)
    return Place.ANSWERS if is_sent and desk.place is Place.CONFIRMATION else desk.place


def _show_heading(
    data: PromoData, desk: Desk, key: PromotionKey, row: Record, org: str, now: datetime, *, frozen: bool
) -> None:
    """What it is, how old that is, and what the brand says of it.

    The bar with the page's age lies behind the drawer, so the drawer says how old its own promotion is.
    """
    zone = ZoneInfo(data.settings.timezone)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_standing(row, org, zone, now)
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            show_age(row["as_of"], zone, DATA_OF_PROMOTION_HELP)
            if not frozen and desk.reading is not None:
                show_read_again(desk, "read-again-in-drawer")
                show_case_button(data, desk, desk.reading.view, key, now)
    show_description(row)
    if not frozen and desk.reading is not None:
        show_opened_case(desk.reading.view, key)


def _show_answers(
    data: PromoData, view: CustomerView, desk: Desk, key: PromotionKey, row: Record, org: str, *, frozen: bool
) -> None:
    """What is to be confirmed, or became of it; then why not before what can be done, or the other way round.

    What is to be confirmed brings its own reasons: those of other actions would stand between it and its button. While
    an end is not known nothing is said of what can be done, which "do not repeat it yet" would contradict.
    """
    judged, acting = rows_of(view.availability, key), desk.acting.get(key)
    if frozen:
        show_why(judged, row["type"])
        return
    if acting is not None and (acting.intent_id or acting.failure):
        show_outcome(data, desk, key, row)
        if acting.intent_id and not acting.is_told:
            return
    elif acting is not None:
        show_confirmation(data, desk, key, row, org)
        return
    elif not is_refused(judged, row["type"]):
        _show_offers(data, desk, key, row, judged)
    show_why(judged, row["type"])
    if acting is None and is_refused(judged, row["type"]):
        _show_offers(data, desk, key, row, judged)


def _show_offers(data: PromoData, desk: Desk, key: PromotionKey, row: Record, judged: Sequence[Record]) -> None:
    is_locked = show_alarm_line(data)
    show_offers(desk, key, row, judged, is_locked=is_locked)


def _show_rest(
    data: PromoData, view: CustomerView, desk: Desk, key: PromotionKey, row: Record, now: datetime, *, frozen: bool
) -> None:
    """What the answers rest on: the vendor's filters, the limits, what was done so far, and the promotion itself."""
    zone, palette = ZoneInfo(data.settings.timezone), current_palette()
    if not frozen or view.filters:
        with st.container(key=Place.OPINION):
            show_opinion(view, desk, key)
    told = {change for one in rows_of(view.availability, key) for change in one["changes"]}
    show_limits(rows_of(view.allowances, key), row, palette, zone=zone, now=now, told=told)
    if row["timeline"] is not None or row["type"] != PromotionType.GENERIC:
        show_history(row, palette, zone, now)
    if not frozen:
        with st.container(key=Place.BENEFITS):
            show_benefits(data, desk, key, row, zone)
    show_facts(row, zone, now)


def _read_if_due(data: PromoData, desk: Desk) -> None:
    """Read within the drawer, which stays while that lasts; where it cannot be asked, the page says why."""
    with suppress(InputError):
        read_if_due(data, desk, chosen_scope(data.settings))


def _row_of(view: CustomerView, key: PromotionKey) -> Record | None:
    return next(iter(rows_of(view.promotions, key)), None)
