"""What there is already: pulls under way, snapshots, and saved cohorts."""

from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.components.cohort.address import go_to
from pages.components.cohort.desk import CohortDesk
from pages.components.cohort.list_step import use_saved
from pages.components.cohort.naming import show_naming
from pages.components.cohort.progress import progress_words
from pages.components.customer_page import org_names
from pages.components.formats import counted, moment, share
from pages.components.opening_table import Open, OpeningTable
from pages.components.plain import one_line, plain
from pages.components.states import show_state
from pages.components.table_colours import coloured
from pages.components.wording import cohorts as words
from pages.components.wording.promotions import KINDS
from promo_data.cohort.pull.jobs import DUE, PullJob
from promo_data.cohort.snapshot import Manifest, Snapshot
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData

_TABLE = OpeningTable("cohort-snapshots", longest=12, row_pixels=31, alt=words.SNAPSHOTS_ALT)
_LOOK_SECONDS = 5.0


def show_under_way(data: PromoData) -> None:
    """The pulls that have not ended, looked at again as long as one moves."""
    pulls = data.cohorts.under_way()
    if pulls:
        is_moving = any(pull.state in DUE for pull in pulls)
        st.fragment(_show_pulls, run_every=_LOOK_SECONDS if is_moving else None)(data)


def _show_pulls(data: PromoData) -> None:
    try:
        pulls = data.cohorts.under_way()
    except PromoInsightError as error:
        st.caption(plain(error))
        return
    if not pulls:
        st.rerun()
    st.header(words.UNDER_WAY, anchor=False)
    for pull in pulls:
        _show_pull(pull)


def _show_pull(pull: PullJob) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        done, said = progress_words(pull.progress)
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(pull.name)}** · {words.STATES[pull.state]}")
            st.progress(done, said)
        if st.button(words.FOLLOW, key=f"pull-follow-{pull.id}"):
            go_to(pull.id)
            st.rerun(scope="app")


def show_snapshots(data: PromoData) -> None:
    """The snapshots, latest first; a row opens one."""
    snapshots = data.cohorts.snapshots()
    st.header(words.SNAPSHOTS, anchor=False)
    if not snapshots:
        show_state(words.NO_SNAPSHOTS)
        return

    def open_row(row: int) -> None:
        go_to(UUID(snapshots[row].folder.name))

    with st.container(key="cohort-snapshots-wide"):
        frame = pd.DataFrame([_cells(data, one) for one in snapshots], columns=list(words.SNAPSHOT_COLUMNS))
        _TABLE.show(
            st.container(), coloured(frame, "snapshots", {}), _columns(data.settings.timezone, open_row), open_row
        )
    with st.container(key="cohort-snapshots-narrow"):
        for one in snapshots:
            _show_card(data, one)


def _cells(data: PromoData, snapshot: Snapshot) -> dict[str, object]:
    manifest = snapshot.manifest
    return {
        "name": one_line(manifest.name or ""),
        "taken": manifest.finished_at,
        "customers": manifest.asked,
        "answered": answered_words(manifest),
        "orgs": one_line(orgs_words(data, manifest)),
        "open": words.OPEN_SNAPSHOT,
    }


def answered_words(manifest: Manifest) -> str:
    """``100 %``; nothing where nobody was asked."""
    return share(manifest.answered / manifest.asked) if manifest.asked else ""


def orgs_words(data: PromoData, manifest: Manifest) -> str:
    """The orgs by name, those that are not configured by number."""
    names = org_names(data.settings)
    return ", ".join(names.get(org) or f"Org {org}" for org in manifest.orgs)


def _columns(timezone: str, open_row: Open) -> dict[str, Any]:
    config, names = st.column_config, words.SNAPSHOT_COLUMNS
    return {
        **{name: config.TextColumn(names[name]) for name in ("name", "answered", "orgs")},
        "taken": config.DatetimeColumn(names["taken"], format="D MMM YYYY, HH:mm", timezone=timezone),
        "customers": config.NumberColumn(names["customers"], format="localized"),
        "open": _TABLE.button_column(names["open"], open_row, width=90),
    }


def _show_card(data: PromoData, snapshot: Snapshot) -> None:
    manifest = snapshot.manifest
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(manifest.name or '')}**")
        taken = moment(manifest.finished_at, ZoneInfo(data.settings.timezone))
        told = (taken, counted(manifest.asked, "customer"), f"{answered_words(manifest)} answered")
        st.caption(" · ".join(told))
        snapshot_id = UUID(snapshot.folder.name)
        st.button(
            words.OPEN_SNAPSHOT,
            key=f"snapshot-card-{snapshot_id}",
            on_click=go_to,
            args=(snapshot_id,),
            width="stretch",
        )


def show_saved_cohorts(data: PromoData, desk: CohortDesk) -> None:
    """The saved cohorts; each can be pulled, named anew, and deleted. Nothing where there is none."""
    saved = data.cohorts.saved()
    if not saved:
        return
    st.header(words.SAVED_COHORTS, anchor=False)
    zone = ZoneInfo(data.settings.timezone)
    for one in saved:
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(one.name)}**", width="content")
            told = (counted(one.size, "customer"), KINDS[one.by], one.source, moment(one.created_at, zone))
            st.caption(" · ".join(plain(part) for part in told if part), width="content")
            st.space("stretch")
            key = f"saved-use-{one.id}"
            st.button(words.USE_SAVED, key=key, type="tertiary", on_click=use_saved, args=(data, desk, one.id))
            show_naming(
                f"saved-{one.id}",
                one.name,
                desk,
                rename=partial(data.cohorts.rename_saved, one.id),
                delete=partial(data.cohorts.delete_saved, one.id),
                warning=words.DELETE_SAVED,
            )
