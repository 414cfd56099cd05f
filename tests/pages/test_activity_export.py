"""The record as a file: its columns, and how it was narrowed."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from pages.components.activity_export import ShownRecord, activity_document
from pages.components.activity_filters import Filters, When
from pages.components.activity_lines import Names, activity_frame
from pages.components.export_document import ExportDocument
from pages.components.export_kinds import Kind
from pages.components.wording.activity import Ending
from pages.components.wording.activity_export import EXPORT_COLUMNS
from promo_data.vocabulary import Action, Outcome
from tests.pages.activity_record import MOBILE, OWN_ORG, Record, record_at

NAMES = Names({OWN_ORG: "Own brand"}, {})
MADE_AT = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with record_at(tmp_path, "http://backend") as record:
        yield record


def document(record: Record, filters: Filters | None = None) -> ExportDocument:
    shown = ShownRecord([record.ended(Outcome.CONFIRMED, 7)], 120, filters or Filters(), NAMES)
    return activity_document(shown, ZoneInfo("Asia/Kolkata"), MADE_AT)


def about(made: ExportDocument) -> dict[object, object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.as_file(Kind.XLSX)))
    return {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}


def test_the_dictionary_has_exactly_the_columns_of_the_list() -> None:
    assert [column.name for column in EXPORT_COLUMNS] == list(activity_frame([], NAMES).columns)


def test_the_file_says_of_how_many_actions_it_has_a_part() -> None:
    shown = ShownRecord([], 120, Filters(), NAMES)
    told = about(activity_document(shown, ZoneInfo("Asia/Kolkata"), MADE_AT))
    assert (told["Rows"], told["Of how many"], told["Filters"]) == (0, 120, "none")


def test_filters_are_told_in_the_words_of_the_page(record: Record) -> None:
    filters = Filters((Ending.UNKNOWN, Ending.CONFLICT), "Meera", OWN_ORG, Action.ENROL, When.TODAY)
    told = about(document(record, filters))
    assert {str(what): value for what, value in told.items() if str(what).startswith("Filter")} == {
        "Filter: Outcome": "not known, contradictory",
        "Filter: When": "today",
        "Filter: Org": "Own brand",
        "Filter: Action": "Enrol",
        "Filter: Who": "Meera",
    }


def test_two_days_are_told_with_both_ends(record: Record) -> None:
    told = about(document(record, Filters(when=When.BETWEEN, since=date(2026, 9, 1))))
    assert told["Filter: When"] == "2026-09-01 – …"


def test_what_was_typed_for_the_customer_is_masked_in_every_kind_of_file(record: Record) -> None:
    made = document(record)
    files = {kind: made.as_file(kind) for kind in (Kind.CSV, Kind.PARQUET)}
    assert not [kind for kind, file in files.items() if MOBILE.encode() in file]


def test_the_types_of_a_program_s_file_are_those_of_the_dictionary(record: Record) -> None:
    schema = pq.read_schema(io.BytesIO(document(record).as_file(Kind.PARQUET)))
    assert str(schema.field("prepared_at").type) == "timestamp[us, tz=UTC]"
    assert (str(schema.field("reads").type), str(schema.field("insisted").type)) == ("int64", "bool")
