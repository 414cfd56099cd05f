"""A part of a snapshot as a file of three kinds: the same rows, what they rest on, and nothing that is a formula."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pages.components.cohort.export import ShownPeople, people_file, too_many_words
from pages.components.cohort.export_files import csv_of
from pages.components.cohort.narrowing import Narrowing, Property
from pages.components.export_kinds import Kind
from pages.components.wording.cohort_export import EXPORT_COLUMNS
from promo_data.frames.document import ExportColumn
from promo_data.insight.cohort import CohortInsight, Selection
from tests.pages.cohort_world import NAME, data_layer, mobiles, pulled
from tests.pages.served import ServedSandbox

ZONE = ZoneInfo("Asia/Kolkata")
NAMES = [column.name for column in EXPORT_COLUMNS]


@pytest.fixture(scope="module")
def insight(sandbox: ServedSandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CohortInsight]:
    """A snapshot of a dozen customers, one of whom has a thousand promotions with hostile names."""
    with data_layer(sandbox, tmp_path_factory.mktemp("export")) as data:
        yield data.cohorts.insight(pulled(data, mobiles(sandbox.world, range(1, 13))))


@pytest.fixture
def shown(insight: CohortInsight) -> ShownPeople:
    selection, narrowing = Selection(), Narrowing({Property.TYPE: ("LOYALTY",)})
    names: dict[int | None, str] = {50404: "=cmd()", 50405: "Larkhill Grocers"}
    return ShownPeople(
        insight, selection, narrowing, names, "Everybody", insight.rows(selection), insight.count(selection)
    )


def _file(shown: ShownPeople, kind: Kind) -> bytes:
    return people_file(shown, kind, ZONE, datetime.now(UTC))


def test_every_kind_holds_the_same_rows(shown: ShownPeople) -> None:
    csv = pd.read_csv(io.BytesIO(_file(shown, Kind.CSV)), encoding="utf-8-sig")
    parquet = pd.read_parquet(io.BytesIO(_file(shown, Kind.PARQUET)))
    sheet = pd.read_excel(io.BytesIO(_file(shown, Kind.XLSX)), sheet_name="Customers", engine="calamine")
    assert list(csv.columns) == list(parquet.columns) == NAMES
    assert len(csv) == len(parquet) == len(sheet) == shown.rows
    for frame in (csv, sheet):
        assert frame["customer_id"].tolist() == parquet["customer_id"].tolist()
        assert frame["state"].tolist() == parquet["state"].tolist()


def test_no_text_in_csv_starts_a_formula(shown: ShownPeople) -> None:
    csv = pd.read_csv(io.BytesIO(_file(shown, Kind.CSV)), encoding="utf-8-sig", dtype=str, keep_default_na=False)
    texts = pd.unique(csv[["name", "identifier", "org"]].to_numpy().ravel())
    assert not [text for text in texts if text[:1] in ("=", "+", "-", "@", "|", "%")]
    assert "'=cmd()" in texts


def test_each_row_says_what_it_rests_on(shown: ShownPeople) -> None:
    rows = pd.read_parquet(io.BytesIO(_file(shown, Kind.PARQUET)))
    of_own = rows[rows["org_id"] == 50404].iloc[0]
    (count,) = [one for one in shown.insight.manifest.coverage if one.org_id == 50404]
    assert (of_own["asked"], of_own["answered"]) == (shown.insight.manifest.asked, count.answered)
    assert of_own["read_until"] == shown.insight.as_of


def test_parquet_carries_its_dictionary_scope_coverage_and_age(shown: ShownPeople) -> None:
    schema = pq.read_schema(pa.BufferReader(_file(shown, Kind.PARQUET)))
    about = json.loads(schema.metadata[b"promo-insight"])
    assert about["Snapshot"] == NAME
    assert about["Scope"] == "each"
    assert about["Filter: Type"] == "Direct issue"
    assert {"Asked", "Answered", "Newest answer", "Age", "Org: Larkhill Grocers"} <= about.keys()
    assert schema.field("headroom").metadata[b"meaning"] == b"max(cap - used, 0)"


def test_a_workbook_has_sheets_about_itself_and_its_columns(shown: ShownPeople) -> None:
    sheets = pd.read_excel(io.BytesIO(_file(shown, Kind.XLSX)), sheet_name=None, engine="calamine")
    assert list(sheets) == ["Customers", "About", "Columns"]
    assert set(NAMES) <= set(sheets["Columns"]["Name in Parquet"])
    assert NAME in sheets["About"]["Value"].tolist()


def test_nobody_in_it_is_named(shown: ShownPeople, sandbox: ServedSandbox) -> None:
    text = _file(shown, Kind.CSV).decode("utf-8-sig")
    assert not [mobile for mobile in mobiles(sandbox.world, range(1, 13)) if mobile in text]


@pytest.mark.parametrize(("kind", "most"), [(Kind.XLSX, 100_000), (Kind.CSV, 2_000_000), (Kind.PARQUET, 2_000_000)])
def test_past_a_limit_a_sentence_stands_for_the_button(kind: Kind, most: int) -> None:
    assert too_many_words(kind, most) == ""
    assert f"up to {most:,}" in too_many_words(kind, most + 1)


def test_a_selection_of_nobody_is_a_file_of_headings() -> None:
    assert csv_of([], EXPORT_COLUMNS).decode("utf-8-sig").strip() == ",".join(NAMES)


def test_a_heading_is_no_formula_either(tmp_path: Path) -> None:
    column = ExportColumn("a", "=a", "")
    (tmp_path / "file").write_bytes(csv_of([pd.DataFrame({"a": ["x"]}, dtype="str")], (column,)))
    assert (tmp_path / "file").read_text("utf-8-sig").splitlines() == ["'=a", '"x"']


def test_a_thousand_promotions_of_one_customer_are_one_piece(insight: CohortInsight) -> None:
    assert len(insight.promotions()) > 1_000
    assert len(list(insight.stream(Selection()))) == 1
