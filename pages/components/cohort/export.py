"""The rows behind a selection as a file that says what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.components.cohort.export_files import csv_of, parquet_of
from pages.components.cohort.filters import OrgNames, org_words, value_words
from pages.components.cohort.narrowing import Narrowing
from pages.components.export_document import ExportDocument
from pages.components.export_kinds import MIME, Kind
from pages.components.formats import distance, number
from pages.components.plain import one_line
from pages.components.wording import cohort_export as own
from pages.components.wording import export as words
from pages.components.wording.snapshots import PROPERTIES, STATE_NAMES, STATES_FILTER
from promo_data import __version__
from promo_data.cohort.snapshot import OrgCount
from promo_data.frames.document import Cell, ExportTable
from promo_data.frames.export import export_name
from promo_data.insight.cohort import CohortInsight, Selection
from promo_data.opening import PromoData

_WHAT = "cohort"


@dataclass(frozen=True, eq=False)
class ShownPeople:
    """What is on screen: what ``selection`` leaves of a snapshot, in words ``what``, of how many rows and customers."""

    insight: CohortInsight
    selection: Selection
    narrowing: Narrowing
    org_names: OrgNames
    what: str
    rows: int
    customers: int

    @property
    def coverage(self) -> dict[int | None, OrgCount]:
        """How many customers each org answered for."""
        return {count.org_id: count for count in self.insight.manifest.coverage}


def show_export(data: PromoData, shown: ShownPeople, key: str) -> None:
    """The menu; a file is made when it is asked for, and put on record first."""
    zone, now = ZoneInfo(data.settings.timezone), datetime.now(UTC)
    with st.popover(words.EXPORT, icon=":material/download:", type="tertiary", key=f"{key}-export"):
        st.caption(words.EXPORT_NOTE)
        for kind in Kind:
            if too_many := too_many_words(kind, shown.rows):
                st.caption(f"{words.KINDS[kind]}: {too_many}")
                continue
            st.download_button(
                words.KINDS[kind],
                partial(_exported, data, shown, kind, zone),
                export_name(_WHAT, now, kind),
                MIME[kind],
                key=f"{key}-export-{kind}",
                help=words.KIND_HELP[kind],
                on_click="ignore",
                type="tertiary",
            )


def too_many_words(kind: Kind, rows: int) -> str:
    """Why so many rows are no file of that kind; nothing where they are."""
    most, sentence = own.MOST_IN_FILE, own.TOO_LONG
    if kind is Kind.XLSX:
        most, sentence = own.MOST_IN_WORKBOOK, own.TOO_LONG_FOR_WORKBOOK
    return "" if rows <= most else sentence.format(most=number(most), rows=number(rows))


def _exported(data: PromoData, shown: ShownPeople, kind: Kind, zone: ZoneInfo) -> bytes:
    data.note_export(_WHAT, shown.rows)
    return people_file(shown, kind, zone, datetime.now(UTC))


def people_file(shown: ShownPeople, kind: Kind, zone: ZoneInfo, made_at: datetime) -> bytes:
    """The file; every row says what it rests on."""
    about = about_people(shown, made_at)
    match kind:
        case Kind.CSV:
            return csv_of(_pieces(shown), own.EXPORT_COLUMNS)
        case Kind.PARQUET:
            return parquet_of(_pieces(shown), own.EXPORT_COLUMNS, _told(zone, made_at) | about)
        case Kind.XLSX:
            frame = pd.concat([_typed(pd.DataFrame(columns=_NAMES)), *map(_typed, _pieces(shown))], ignore_index=True)
            table = ExportTable(own.TITLE, own.EXPORT_COLUMNS, _typed(frame))
            return ExportDocument(table, (), about, zone, made_at).as_file(Kind.XLSX)


_NAMES = [column.name for column in own.EXPORT_COLUMNS]


def _typed(piece: pd.DataFrame) -> pd.DataFrame:
    return piece[_NAMES].astype({column.name: _plain(column.dtype) for column in own.EXPORT_COLUMNS})


def _plain(dtype: str) -> str:
    """Pieces of categories have different ones."""
    return "str" if dtype == "category" else dtype


def _pieces(shown: ShownPeople) -> Iterator[pd.DataFrame]:
    coverage, as_of = shown.coverage, shown.insight.as_of
    for piece in shown.insight.stream(shown.selection):
        orgs = piece["org_id"].map(partial(_org, coverage, shown.org_names), na_action=None).tolist()
        beside = pd.DataFrame(orgs, columns=["org", "asked", "answered"], index=piece.index)
        yield piece.assign(
            org=beside["org"].astype("str"),
            asked=beside["asked"].astype("Int64"),
            answered=beside["answered"].astype("Int64"),
            read_until=pd.Series([as_of] * len(piece), index=piece.index, dtype="datetime64[us, UTC]"),
        )


def _org(coverage: dict[int | None, OrgCount], names: OrgNames, org_id: Any) -> tuple[str, int | None, int | None]:  # noqa: ANN401 - a cell of a frame
    known = None if pd.isna(org_id) else int(org_id)
    count = coverage.get(known)
    asked = None if count is None else count.answered + count.not_known + count.failed
    return org_words(known, names), asked, None if count is None else count.answered


def about_people(shown: ShownPeople, now: datetime) -> dict[str, Cell]:
    """What a person should know of the list as a whole."""
    manifest, as_of = shown.insight.manifest, shown.insight.as_of
    return {
        own.SNAPSHOT: one_line(manifest.name or ""),
        own.WHAT: shown.what,
        own.CUSTOMERS: shown.customers,
        own.ASKED: manifest.asked,
        own.ANSWERED: manifest.answered,
        own.FAILED: manifest.failed,
        own.SCOPE: manifest.scope,
        **{own.ORG.format(name=one_line(count.name)): _org_told(count) for count in manifest.coverage},
        own.COMPLETE: own.YES if manifest.complete else own.NO,
        own.AS_OF: as_of,
        own.AGE: own.AGE_IS.format(ago=distance(as_of, now)) if as_of else None,
        **_about_filters(shown.narrowing, shown.org_names),
    }


def _org_told(count: OrgCount) -> str:
    asked = count.answered + count.not_known + count.failed
    return own.ORG_IS.format(
        answered=number(count.answered),
        asked=number(asked),
        not_known=number(count.not_known),
        failed=number(count.failed),
    )


def _about_filters(narrowing: Narrowing, org_names: OrgNames) -> dict[str, Cell]:
    told: dict[str, Cell] = {
        words.FILTER.format(name=PROPERTIES[name]): ", ".join(value_words(name, one, org_names) for one in values)
        for name, values in narrowing.wanted.items()
        if values
    }
    if narrowing.states:
        told[words.FILTER.format(name=STATES_FILTER)] = ", ".join(STATE_NAMES[state] for state in narrowing.states)
    return told or {words.FILTERS: words.NO_FILTER}


def _told(zone: ZoneInfo, made_at: datetime) -> dict[str, Cell]:
    return {
        words.PROGRAM: words.MADE_BY.format(version=__version__),
        words.MADE_AT: made_at,
        words.ZONE: words.ZONE_IS.format(zone=zone.key),
    }
