"""One pull on the cohorts page: under way how far it is, ended what it says."""

from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.cohort.address import go_home, go_to
from pages.components.cohort.coverage import show_coverage
from pages.components.cohort.desk import CohortDesk
from pages.components.cohort.drawer import Drawer
from pages.components.cohort.failed import show_failed
from pages.components.cohort.figures import Figures, figures_of, remembered
from pages.components.cohort.filters import show_states, show_views
from pages.components.cohort.home import show_note
from pages.components.cohort.lists import Lists
from pages.components.cohort.naming import show_naming
from pages.components.cohort.narrowing import Narrowing, View
from pages.components.cohort.people import PeopleTable, follow_opened
from pages.components.cohort.progress import show_pull
from pages.components.cohort.promotions import show_promotions
from pages.components.customer_page import org_names
from pages.components.formats import counted, exact, moment, number
from pages.components.look import current_palette
from pages.components.plain import plain
from pages.components.states import show_state
from pages.components.wording import cohorts as words
from pages.components.wording import snapshots
from pages.components.wording.promotions import KINDS
from promo_data.cohort.snapshot import Snapshot
from promo_data.errors import InputError, PromoInsightError, StoreError
from promo_data.opening import PromoData
from promo_data.vocabulary import IdentifierKind, Source


def show_snapshot(data: PromoData, desk: CohortDesk, shown: str, narrowing: Narrowing, now: datetime) -> None:
    """What that id stands for: a pull under way, or its snapshot; else why there is none."""
    follow_opened()
    st.button(words.ALL_COHORTS, icon=":material/arrow_back:", type="tertiary", key="cohort-home", on_click=go_home)
    try:
        snapshot_id = UUID(shown)
        snapshot, pull = _found(data, snapshot_id), data.cohorts.pull(snapshot_id)
    except (ValueError, InputError):
        show_state(words.NO_SNAPSHOT, is_page=True)
        return
    except PromoInsightError as error:
        show_state(words.RECORDS_UNREADABLE, detail=str(error), is_page=True)
        return
    if snapshot is not None:
        _show_result(data, desk, snapshot_id, snapshot, narrowing, now)
    elif pull is not None:
        st.title(plain(pull.name), anchor=False)
        show_pull(data, desk, pull)
    else:
        show_state(words.NO_SNAPSHOT, is_page=True)


def _found(data: PromoData, snapshot_id: UUID) -> Snapshot | None:
    try:
        return data.cohorts.snapshot(snapshot_id)
    except InputError:
        return None


def _show_result(
    data: PromoData, desk: CohortDesk, snapshot_id: UUID, snapshot: Snapshot, narrowing: Narrowing, now: datetime
) -> None:
    _show_title(data, desk, snapshot_id, snapshot)
    show_note(desk)
    if desk.failure:
        st.error(plain(desk.failure), icon=":material/error:")
    try:
        insight = data.cohorts.insight(snapshot_id)
        failures = remembered(desk, "failures", snapshot_id, lambda: data.cohorts.failures(snapshot_id))
    except PromoInsightError:
        show_state(words.DAMAGED)
        return
    show_coverage(snapshot.manifest, failures)
    _show_ask_again(data, desk, snapshot_id, snapshot)
    figures = figures_of(desk, snapshot_id, insight, narrowing)
    _show_figures(data, desk, figures, narrowing, now)
    if narrowing.view is View.FAILED or not snapshot.manifest.answered:
        show_failed(failures)


def _show_title(data: PromoData, desk: CohortDesk, snapshot_id: UUID, snapshot: Snapshot) -> None:
    """Its name and size, how its customers were named, and when they were asked."""
    manifest, zone = snapshot.manifest, ZoneInfo(data.settings.timezone)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(f"{plain(manifest.name or '')}, {counted(manifest.asked, 'customer')}", anchor=False, width="content")
        as_of = snapshots.AS_OF.format(time=moment(manifest.finished_at, zone))
        named = snapshots.NAMED_BY.format(kind=KINDS[IdentifierKind(manifest.by)].lower())
        told = snapshots.AS_OF_HELP.format(exact=exact(manifest.finished_at))
        st.caption(f"{named} · {as_of}", width="content", help=told)
        st.space("stretch")
        show_naming(
            "snapshot",
            manifest.name or "",
            desk,
            rename=partial(data.cohorts.rename_snapshot, snapshot_id),
            delete=partial(_delete, data, snapshot_id),
            warning=words.DELETE_SNAPSHOT,
        )


def _delete(data: PromoData, snapshot_id: UUID) -> None:
    data.cohorts.delete_snapshot(snapshot_id)
    go_home()


def _show_ask_again(data: PromoData, desk: CohortDesk, snapshot_id: UUID, snapshot: Snapshot) -> None:
    """A button where anybody's failure may pass; without the records there is none, and everything else works."""
    try:
        again = remembered(desk, "again", snapshot_id, lambda: data.cohorts.to_ask_again(snapshot_id))
    except StoreError:
        return
    if again:
        label = snapshots.ASK_AGAIN.format(count=number(again))
        arguments = (data, desk, snapshot_id, snapshots.ASK_AGAIN_NAME.format(name=snapshot.manifest.name))
        st.button(label, key="cohort-ask-again", help=snapshots.ASK_AGAIN_HELP, on_click=_ask_again, args=arguments)


def _ask_again(data: PromoData, desk: CohortDesk, snapshot_id: UUID, name: str) -> None:
    try:
        pull_id = data.cohorts.ask_again(snapshot_id, name)
    except PromoInsightError as error:
        desk.tell(failure=str(error))
    else:
        go_to(pull_id)


def _show_figures(data: PromoData, desk: CohortDesk, figures: Figures, narrowing: Narrowing, now: datetime) -> None:
    """Totals, filters, and the part that is on show; where there is nothing to count, why."""
    manifest = figures.insight.manifest
    if not manifest.answered:
        show_state(snapshots.NOBODY_ANSWERED)
        return
    if not manifest.rows_promotions:
        show_state(snapshots.NO_PROMOTIONS)
        return
    _show_totals(figures)
    names = {**{count.org_id: count.name for count in manifest.coverage}, **org_names(data.settings)}
    show_states(figures, narrowing, near_share=manifest.near_share)
    view = show_views(figures, narrowing, names)
    if figures.promotions.empty and view is not View.FAILED:
        show_state(snapshots.NOTHING_FITS)
        return
    table = PeopleTable("cohort-people", Source(manifest.source), names, current_palette(), data.settings.timezone)
    if view is View.PROMOTIONS:
        show_promotions(figures, desk, names, current_palette(), now)
        in_drawer = PeopleTable(
            "cohort-behind", table.source, names, table.palette, table.timezone, names_promotion=False
        )
        Drawer(data, desk, figures, narrowing, in_drawer, now).show()
    elif view is not View.FAILED:
        Lists(data, figures, narrowing, table).show()


def _show_totals(figures: Figures) -> None:
    answered = number(figures.insight.manifest.answered)
    labels = (
        (snapshots.CUSTOMERS, snapshots.CUSTOMERS_HELP.format(answered=answered)),
        (snapshots.USED_UP, snapshots.USED_UP_HELP),
        (snapshots.NEAR, snapshots.NEAR_HELP),
        (snapshots.CAN_ENROL, snapshots.CAN_ENROL_HELP),
        (snapshots.CAN_ISSUE, snapshots.CAN_ISSUE_HELP),
    )
    with st.container(horizontal=True, gap="large"):
        for (label, told), total in zip(labels, figures.totals, strict=True):
            st.metric(label, number(total), help=told, width="content")
