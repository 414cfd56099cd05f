"""Exports as workbooks, read by a library that is not the one that wrote them."""

import io
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from promo_data.frames.document import ExportColumn, table_of
from promo_data.frames.schema import TIME
from promo_data.frames.sheets import xlsx_bytes

ZONE = ZoneInfo("Asia/Kolkata")
AT = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)
NAME, COUNT = ExportColumn("name", "Name", "What it is called"), ExportColumn("count", "Count", "How many", "", "Int64")
ENDS = ExportColumn("ends", "Ends", "The end", "UTC", TIME)
ANY = ExportColumn("value", "Value", "Anything", dtype="object")


def _written(column: ExportColumn, *values: object) -> bytes:
    return xlsx_bytes([table_of("List", [column], [{column.name: value} for value in values])], ZONE, AT)


def _read(file: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name("List")
    return [list(row) for row in sheet.to_python()]


def _cells(column: ExportColumn, *values: object) -> list[object]:
    return [row[0] for row in _read(_written(column, *values))[1:]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", "\u200b=1", "\uff1d1", "http://evil.example"]
)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    with zipfile.ZipFile(io.BytesIO(_written(NAME, text))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert str(_cells(NAME, text)[0]).endswith(text)


def test_text_that_would_be_a_formula_once_saved_as_csv_is_marked_as_text() -> None:
    assert _cells(NAME, "=1+1") == ["'=1+1"]


def test_a_heading_that_would_start_a_formula_is_marked_as_text() -> None:
    assert _read(_written(ExportColumn("name", "=cmd", "")))[0] == ["'=cmd"]


def test_a_number_is_a_number_and_an_absent_one_is_an_empty_cell() -> None:
    assert _cells(COUNT, -5, None, 0) == [-5.0, "", 0.0]


def test_text_of_digits_stays_text() -> None:
    assert _cells(NAME, "007") == ["007"]


def test_a_number_too_long_for_a_cell_keeps_all_its_digits_as_text() -> None:
    assert _cells(COUNT, 1_234_567_890_123_456_789) == ["1234567890123456789"]


def test_yes_and_no_are_those_of_the_sheet() -> None:
    assert _cells(ANY, *(True, False)) == [True, False]


def test_a_time_is_a_time_in_the_zone_that_its_heading_names() -> None:
    assert _read(_written(ENDS, AT)) == [["Ends (Asia/Kolkata)"], [datetime(2026, 10, 1, 1, 30)]]  # noqa: DTZ001 - sheets know no zone


def test_a_time_outside_the_calendar_of_sheets_is_text() -> None:
    assert _cells(ENDS, datetime(9999, 12, 31, 23, 59, tzinfo=UTC)) == ["9999-12-31T23:59:00Z"]


def test_text_too_long_for_a_cell_is_cut_and_shows_it() -> None:
    (text,) = _cells(NAME, "x" * 40_000)
    assert isinstance(text, str)
    assert len(text) == 32_767
    assert text.endswith("…")


def test_characters_that_no_sheet_may_hold_do_not_spoil_the_file() -> None:
    assert len(_cells(NAME, "a\x00b\x1bc", "next")) == 2


def test_a_table_without_rows_keeps_its_headings() -> None:
    assert _read(_written(NAME)) == [["Name"]]


def test_every_table_has_a_sheet_in_its_order() -> None:
    file = xlsx_bytes([table_of("Second", [NAME], []), table_of("First", [COUNT], [])], ZONE, AT)
    assert CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names == ["Second", "First"]
