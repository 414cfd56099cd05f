"""Tables as a workbook: numbers are numbers, times are times, and no text is ever a formula or a link."""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from promo_data.frames.document import ExportTable
from promo_data.frames.export import harmless, iso_utc
from promo_data.frames.records import rows

_LONGEST_TEXT = 32_767
_MOST_EXACT = 10**15
"""A cell's number keeps fifteen digits; a longer one, such as an id, is written as text."""
_FIRST_YEAR, _LAST_YEAR = 1901, 9998
"""Years that a sheet's calendar has in every time zone; a time outside them is written as text."""
_WIDEST_PIXELS = 420
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_bytes(tables: Sequence[ExportTable], zone: ZoneInfo, created: datetime) -> bytes:
    """A workbook with a sheet for each table; its times are those of ``zone``, which their headings name.

    Text that would start a formula gets an apostrophe in front, as in CSV: a sheet would show it as text, but the same
    sheet saved as CSV would not (OWASP, CSV injection).
    """
    file = io.BytesIO()
    with Workbook(file, _SAFE) as workbook:
        workbook.set_properties({"created": created.replace(tzinfo=None)})
        heading = workbook.add_format({"bold": True, "bottom": 1})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        for table in tables:
            _write(workbook.add_worksheet(table.title), table, zone, heading, moment)
    return file.getvalue()


def _write(sheet: Worksheet, table: ExportTable, zone: ZoneInfo, heading: Format, moment: Format) -> None:
    for place, column in enumerate(table.columns):
        named = f"{column.heading} ({zone.key})" if column.is_time else column.heading
        sheet.write_string(0, place, _text(named), heading)
    write = partial(_write_cell, sheet, zone=zone, moment=moment)
    for line, row in enumerate(rows(table.frame), start=1):
        for place, value in enumerate(row):
            write(line, place, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.frame), len(table.columns) - 1)
    sheet.autofit(_WIDEST_PIXELS)


def _write_cell(sheet: Worksheet, line: int, place: int, value: object, *, zone: ZoneInfo, moment: Format) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, place, value)
        case int() | float() if abs(value) < _MOST_EXACT:
            sheet.write_number(line, place, value)
        case datetime() if _FIRST_YEAR <= value.year <= _LAST_YEAR:
            sheet.write_datetime(line, place, value.astimezone(zone).replace(tzinfo=None), moment)
        case datetime():
            sheet.write_string(line, place, iso_utc(value))
        case _:
            sheet.write_string(line, place, _text(str(value)))


def _text(text: str) -> str:
    """What fits a cell; XlsxWriter would leave out what does not."""
    safe = harmless(text)
    return safe if len(safe) <= _LONGEST_TEXT else safe[: _LONGEST_TEXT - 1] + "…"
