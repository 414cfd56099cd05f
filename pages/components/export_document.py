"""A list on screen as a file of three kinds; each says what it rests on and what its columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pages.components.export_kinds import Kind
from pages.components.plain import one_line
from pages.components.wording import export as words
from promo_data import __version__
from promo_data.frames.document import Cell, ExportColumn, ExportTable, table_of
from promo_data.frames.export import csv_bytes
from promo_data.frames.parquet import parquet_bytes
from promo_data.frames.sheets import xlsx_bytes

About = Mapping[str, Cell]
"""What a person should know of the list as a whole: what each is called, and what it is."""


@dataclass(frozen=True, eq=False)
class ExportDocument:
    """The list, what belongs to it (``beside``), and ``about`` it; ``zone`` is that of the page."""

    shown: ExportTable
    beside: tuple[ExportTable, ...]
    about: About
    zone: ZoneInfo
    made_at: datetime

    def as_file(self, kind: Kind) -> bytes:
        """The file: in CSV the list alone, in Parquet with its dictionary as metadata, in XLSX all of it."""
        match kind:
            case Kind.CSV:
                return csv_bytes(self.shown.for_people)
            case Kind.PARQUET:
                return parquet_bytes(self.shown, self._told())
            case Kind.XLSX:
                tables = (self.shown, *self.beside)
                told = (_about(self._told()), _dictionary(tables, self.zone))
                return xlsx_bytes((*tables, *told), self.zone, self.made_at)

    def _told(self) -> About:
        own: About = {
            words.PROGRAM: words.MADE_BY.format(version=__version__),
            words.MADE_AT: self.made_at,
            words.ZONE: words.ZONE_IS.format(zone=self.zone.key),
            words.ROWS: len(self.shown.frame),
        }
        return {**own, **self.about, words.MARKED: words.MARKED_IS}


def readable(row: Mapping[str, object]) -> dict[str, object]:
    """The row with text as the page shows it: on one line, without marks that turn the direction of writing."""
    return {name: one_line(value) if isinstance(value, str) else value for name, value in row.items()}


def _about(about: About) -> ExportTable:
    rows = [readable({"what": what, "value": value}) for what, value in about.items()]
    return table_of(words.ABOUT, words.ABOUT_COLUMNS, rows)


def _dictionary(tables: Sequence[ExportTable], zone: ZoneInfo) -> ExportTable:
    rows = [{"sheet": table.title} | _told_of(column, zone) for table in tables for column in table.columns]
    return table_of(words.DICTIONARY, words.DICTIONARY_COLUMNS, rows)


def _told_of(column: ExportColumn, zone: ZoneInfo) -> dict[str, object]:
    unit = words.TIMES_OF.format(zone=zone.key) if column.is_time else column.unit or None
    return {"heading": column.heading, "name": column.name, "meaning": column.meaning, "unit": unit}
