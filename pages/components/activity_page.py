"""The activity page below its title: what is open at a glance, filters, and the list."""

from datetime import datetime

import streamlit as st

from pages.components.activity_desk import ActivityDesk
from pages.components.activity_export import ShownRecord, show_export
from pages.components.activity_lines import Names, activity_lines
from pages.components.activity_narrowing import chosen_filters, show_endings, show_filters, show_open_elsewhere
from pages.components.activity_read_only import show_read_only
from pages.components.activity_reading import ROWS_A_PAGE, Activity, read_activity, total_of
from pages.components.activity_table import show_actions
from pages.components.cohort.of_actions import save_customers_of
from pages.components.formats import number
from pages.components.look import current_palette
from pages.components.record_alarm import show_record_alarm
from pages.components.states import show_state
from pages.components.wording import activity as words
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData


def show_activity(data: PromoData, desk: ActivityDesk, names: Names, now: datetime) -> bool:
    """The page; false where the record cannot be read, so that nothing in it can be opened."""
    orgs = {org_id: name for org_id, name in names.orgs.items() if org_id is not None}
    try:
        people = data.people()
        desk.narrow(chosen_filters(orgs, people))
        activity = read_activity(data, desk, now)
        show_record_alarm(data)
    except PromoInsightError as error:
        show_read_only(error)
        return False
    if activity.is_empty:
        show_state(words.NOTHING_YET)
        return True
    show_endings(desk.filters, activity.here)
    with st.container(horizontal=True, vertical_alignment="bottom", key="activity-filters"):
        show_filters(desk.filters, orgs, people)
        st.space("stretch")
        st.button(words.REFRESH, icon=":material/refresh:", type="tertiary", help=words.REFRESH_HELP)
        if activity.page.intents:
            shown = ShownRecord(activity.page.intents, total_of(activity, desk), desk.filters, names)
            save_customers_of(data, activity.page.intents)
            show_export(data, shown, now)
    show_open_elsewhere(activity.here, activity.everywhere)
    _show_list(data, desk, activity, names)
    return True


def _show_list(data: PromoData, desk: ActivityDesk, activity: Activity, names: Names) -> None:
    if not activity.page.intents:
        show_state(words.NOTHING_FITS)
        return
    show_actions(activity_lines(activity.page.intents, names), desk, current_palette(), data.settings.timezone)
    _show_turning(desk, activity)


def _show_turning(desk: ActivityDesk, activity: Activity) -> None:
    """Which part of the list is on show, and the ways to the next; nothing where all of it is."""
    last, total = activity.page.next_before, total_of(activity, desk)
    if last is None and not desk.turned:
        return
    first = len(desk.turned) * ROWS_A_PAGE + 1
    shown = words.SHOWING.format(
        first=number(first), last=number(first + len(activity.page.intents) - 1), total=number(total)
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(shown, width="content")
        st.button(words.NEWER, key="activity-newer", disabled=not desk.turned, on_click=desk.newer)
        st.button(words.OLDER, key="activity-older", disabled=last is None, on_click=desk.older, args=(last,))
