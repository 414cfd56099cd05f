"""The list as a file: what it says of the promotions, and of itself."""

import io
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import orjson
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from pages.components.export_document import ExportDocument
from pages.components.export_kinds import Kind
from pages.components.export_menu import exporting
from pages.components.facets import Facet
from pages.components.narrowing import Filters, Property
from pages.components.promotion_export import ShownList, lines_table, promotions_document
from pages.components.promotion_lines import promotion_lines
from promo_data.errors import StoreError
from promo_data.frames.parquet import METADATA_KEY
from promo_data.frames.records import Record, records
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.reading import OrgCoverage
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json, restriction_json, restrictions_json

MISSING = OrgCoverage(Org(50405, "Another\u202e brand"), CoverageState.FAILED)
NAMES = {OWN_ORG.id: OWN_ORG.name}
ZONE = ZoneInfo("Asia/Kolkata")
LATER = AS_OF + timedelta(minutes=12)


def seen(*missing: OrgCoverage) -> CustomerView:
    limit = restrictions_json(redemption=[restriction_json()])
    read = customer_read(promotion_json(promotionName="=1+1\u202e\x07", promotionRestriction=limit))
    read = replace(read, coverage=(*read.coverage, *missing))
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])


def document(view: CustomerView, filters: Filters | None = None, *, searched: bool = False) -> ExportDocument:
    shown = ShownList(promotion_lines(view, NAMES, AS_OF), 40, filters or Filters(), searched, NAMES)
    return promotions_document(shown, view, ZONE, LATER)


def row(view: CustomerView) -> Record:
    return records(lines_table(promotion_lines(view, NAMES, AS_OF), view).frame)[0]


def sheets(made: ExportDocument) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.as_file(Kind.XLSX)))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def about(made: ExportDocument) -> dict[str, object]:
    return {str(what): value for what, value in sheets(made)["About"]}


def test_a_row_says_over_which_orgs_it_was_gathered_and_when() -> None:
    told = row(seen(MISSING))
    assert (told["orgs"], told["scope"]) == ("1 of 2 orgs answered", "Own brand, Another brand")
    assert told["missing"] == "Another brand (no usable answer)"
    assert (told["complete"], told["as_of"]) == (False, AS_OF)


def test_where_nothing_is_missing_that_is_said_too() -> None:
    told = row(seen())
    assert (told["orgs"], told["missing"], told["complete"]) == ("1 of 1 orgs answered", None, True)


def test_a_row_has_the_words_of_the_table_and_the_numbers_of_the_promotion() -> None:
    told = row(seen())
    assert told["promotion_id"] == 1122938
    assert told["binding"] == "● 4 of 5 benefits left"
    assert (told["state"], told["share"]) == ("open", 0.2)


def test_a_name_has_nothing_that_turns_the_direction_of_writing() -> None:
    assert row(seen())["promotion"] == "=1+1"


def test_absent_figures_are_empty_and_not_zero() -> None:
    assert row(seen())["times_enrolled"] is None


def test_the_workbook_has_the_list_its_limits_what_it_rests_on_and_what_its_columns_mean() -> None:
    made = sheets(document(seen()))
    assert list(made) == ["Promotions", "Limits", "About", "Columns"]
    assert made["Promotions"][1][0] == "'=1+1"
    limits = dict(zip(map(str, made["Limits"][0]), made["Limits"][1], strict=True))
    assert (limits["Promotion"], limits["cap"], limits["used"]) == ("'=1+1", 5.0, 1.0)


def test_every_column_of_every_sheet_has_its_meaning() -> None:
    made = sheets(document(seen()))
    told = {(sheet, heading): meaning for sheet, heading, _, meaning, _ in made["Columns"][1:]}
    heads = [(sheet, str(head)) for sheet in ("Promotions", "Limits") for head in made[sheet][0]]
    shown = [(sheet, head.removesuffix(" (Asia/Kolkata)")) for sheet, head in heads]
    assert all(told[column] for column in shown)
    assert len(told) == len(shown)


def test_the_workbook_says_whose_list_it_is_how_old_and_what_is_missing() -> None:
    told = about(document(seen(MISSING)))
    assert told["Customer (the vendor's number)"] == 347297848
    assert told["Age of the oldest answer"] == "read 12 minutes ago"
    assert told["Coverage"] == "1 of 2 orgs answered"
    assert told["Org Another brand"] == "no usable answer"
    assert (told["Rows"], told["Of how many"]) == (1, 40)


def test_filters_are_told_in_the_words_of_the_page() -> None:
    told = about(document(seen(), Filters((Facet.NEAR,), {Property.ORG: (str(OWN_ORG.id),)})))
    assert told["Filter: Show only"] == "near the limit"
    assert told["Filter: Org"] == OWN_ORG.name


def test_without_filters_that_is_said() -> None:
    assert about(document(seen()))["Filters"] == "none"


def test_that_a_text_was_searched_is_told_and_not_the_text() -> None:
    assert about(document(seen(), searched=True))["Searched by text"] == "yes"


def test_parquet_says_the_same_in_its_metadata() -> None:
    schema = pq.read_schema(io.BytesIO(document(seen(MISSING)).as_file(Kind.PARQUET)))
    told = orjson.loads(schema.metadata[METADATA_KEY])
    assert (told["Coverage"], told["Made at"]) == ("1 of 2 orgs answered", "2026-01-31T10:12:00Z")
    assert schema.field("share").metadata[b"meaning"] == b"Used / cap of the binding limit"


def test_csv_marks_what_a_spreadsheet_could_take_for_a_formula() -> None:
    assert b"\r\n'=1+1,1122938," in document(seen()).as_file(Kind.CSV)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_list_without_rows_leaves_with_its_headings(kind: Kind) -> None:
    view = seen()
    nothing = promotions_document(ShownList([], 40, Filters(), searched=False, org_names=NAMES), view, ZONE, LATER)
    assert nothing.as_file(kind)


def test_an_export_is_put_on_record_before_it_leaves() -> None:
    noted: list[tuple[str, int]] = []
    made = exporting("promotions", Kind.CSV, lambda _: document(seen()), lambda *note: noted.append(note))()
    assert noted == [("promotions", 1)]
    assert made


def test_an_export_that_cannot_be_recorded_does_not_leave() -> None:
    def broken(_what: str, _rows: int) -> None:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        exporting("promotions", Kind.CSV, lambda _: document(seen()), broken)()
