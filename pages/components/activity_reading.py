"""What the activity page reads from the record, in one call."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_desk import ActivityDesk
from pages.components.activity_lines import Names, PromotionNames
from pages.components.activity_narrowing import Counts, count_of
from pages.components.customer_page import org_names
from pages.components.desk import Desk, PromotionKey
from pages.components.records import key_of
from pages.components.wording.activity import Ending
from promo_data.actions.search import Page, Search
from promo_data.frames.records import records
from promo_data.opening import PromoData

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Activity:
    """A page of actions; ``here`` counts what fits every filter but the outcome's, ``everywhere`` all."""

    page: Page
    here: Counts
    everywhere: Counts

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is on record."""
        return not any(self.everywhere.values())


def read_activity(data: PromoData, desk: ActivityDesk, now: datetime) -> Activity:
    """What fits the filters, from where the list was turned to; raises ``StoreError``."""
    search = desk.filters.search(now, ZoneInfo(data.settings.timezone))
    everywhere = data.activity_counts(Search())
    here = everywhere if search == Search(states=search.states) else data.activity_counts(search)
    before = desk.turned[-1] if desk.turned else None
    return Activity(data.activity(search, limit=ROWS_A_PAGE, before=before), here, everywhere)


def total_of(activity: Activity, desk: ActivityDesk) -> int:
    """How many actions fit every filter."""
    return count_of(activity.here, desk.filters.endings or tuple(Ending))


def known_names(data: PromoData, desk: Desk) -> Names:
    """What orgs and promotions are called; promotions as far as this tab has read them."""
    return Names(org_names(data.settings), _promotion_names(desk))


def _promotion_names(desk: Desk) -> PromotionNames:
    known: dict[PromotionKey, str] = st.session_state.setdefault("activity-promotions", {})
    if desk.reading is not None:
        named = desk.reading.view.promotions[["org_id", "program_id", "promotion_id", "name"]]
        known.update({key_of(row): row["name"] for row in records(named) if row["name"]})
    return known
