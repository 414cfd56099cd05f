"""The drawer: one promotion of one customer, and what can be done with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.age import show_age, show_read_again
from pages.components.benefits import show_benefits
from pages.components.confirmation import show_confirmation
from pages.components.desk import Desk, PromotionKey
from pages.components.facts import show_description, show_facts, show_standing
from pages.components.history import show_history
from pages.components.limit_bars import show_limits
from pages.components.look import current_palette
from pages.components.offers import show_offers
from pages.components.outcome import show_outcome
from pages.components.plain import plain
from pages.components.records import rows_of
from pages.components.second_opinion import show_opinion
from pages.components.why import show_why
from pages.components.wording.frame import DATA_OF_PROMOTION_HELP
from promo_data.frames.records import Record
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData


def show_drawer(data: PromoData, desk: Desk, org_names: Mapping[int | None, str], now: datetime) -> None:
    """The promotion that is open on the desk, if one is."""
    if desk.opened is None or desk.reading is None:
        return
    row = _row_of(desk.reading.view, desk.opened)
    if row is None:
        desk.close()
        return
    title = plain(row["name"] or f"Promotion {row['promotion_id']}")
    drawer = st.dialog(title, width="medium", position="right", on_dismiss=desk.close)
    drawer(_show_promotion)(data, desk, org_names, now)


def _show_promotion(data: PromoData, desk: Desk, org_names: Mapping[int | None, str], now: datetime) -> None:
    """The drawer's body; Streamlit runs it alone when something in it is used."""
    key = desk.opened
    if key is None or desk.reading is None or (row := _row_of(desk.reading.view, key)) is None:
        return
    view, zone, palette = desk.reading.view, ZoneInfo(data.settings.timezone), current_palette()
    org = org_names.get(row["org_id"], f"Org {row['org_id']}")
    judged = rows_of(view.availability, key)
    with st.container(key="drawer"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            show_standing(row, org, zone, now)
            st.space("stretch")
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                _show_age(desk, row, zone)
        show_description(row)
        _show_action(data, desk, key, row, org, judged)
        show_why(judged, row["type"])
        show_opinion(view, desk, key)
        show_limits(rows_of(view.allowances, key), row["type"], palette)
        show_history(row["timeline"], palette, zone, now)
        show_benefits(data, desk, key, row, zone)
        show_facts(row, zone, now)


def _show_age(desk: Desk, row: Record, zone: ZoneInfo) -> None:
    """The bar with the page's age lies behind the drawer, so the drawer says how old its own promotion is."""
    show_age(row["as_of"], zone, DATA_OF_PROMOTION_HELP)
    if show_read_again(desk, "read-again-in-drawer"):
        st.rerun()  # the whole page is read anew, with the drawer in it


def _show_action(
    data: PromoData, desk: Desk, key: PromotionKey, row: Record, org: str, judged: Sequence[Record]
) -> None:
    """What can be done, what is to be confirmed, or what became of it."""
    acting = desk.acting.get(key)
    if acting is None:
        show_offers(desk, key, row["type"], judged)
    elif acting.intent_id or acting.failure:
        show_outcome(data, desk, key, row)
    else:
        show_confirmation(data, desk, key, row, org)


def _row_of(view: CustomerView, key: PromotionKey) -> Record | None:
    return next(iter(rows_of(view.promotions, key)), None)
