"""The part of the record that is on screen as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from pages.components.activity_filters import Filters
from pages.components.activity_lines import Names, activity_frame
from pages.components.export_document import ExportDocument, readable
from pages.components.export_menu import show_menu
from pages.components.wording import activity as words
from pages.components.wording import activity_export as own
from pages.components.wording import export
from promo_data.actions import Intent
from promo_data.frames.document import Cell, table_of
from promo_data.frames.records import records
from promo_data.opening import PromoData

_WHAT = "activity"


@dataclass(frozen=True, eq=False)
class ShownRecord:
    """What is on screen: some of the ``total`` actions that fit ``filters``, with what their numbers are called."""

    intents: Sequence[Intent]
    total: int
    filters: Filters
    names: Names


def show_export(data: PromoData, shown: ShownRecord, now: datetime) -> None:
    """The menu; a file is made when it is asked for."""
    show_menu(_WHAT, partial(activity_document, shown, ZoneInfo(data.settings.timezone)), data.note_export, now)


def activity_document(shown: ShownRecord, zone: ZoneInfo, made_at: datetime) -> ExportDocument:
    """One row an action; nothing unmasked is in it."""
    rows = [readable(row) for row in records(activity_frame(shown.intents, shown.names))]
    about: dict[str, Cell] = {export.ROWS_OF: shown.total, **_about_filters(shown.filters, shown.names)}
    return ExportDocument(table_of(own.TITLE, own.EXPORT_COLUMNS, rows), (), about, zone, made_at)


def _about_filters(filters: Filters, names: Names) -> dict[str, Cell]:
    days = f"{filters.since or own.OPEN_END} – {filters.until or own.OPEN_END}"
    told = {
        words.ENDING: ", ".join(words.ENDINGS[ending].short for ending in filters.endings),
        words.WHEN: own.WHEN.get(filters.when, days),
        words.ORG: "" if filters.org_id is None else names.org(filters.org_id),
        words.ACTION: "" if filters.action is None else words.ACTIONS[filters.action],
        words.PERSON: filters.person or "",
    }
    set_ones: dict[str, Cell] = {export.FILTER.format(name=name): value for name, value in told.items() if value}
    return set_ones or {export.FILTERS: export.NO_FILTER}
