"""Exports as Parquet: what a program finds in them."""

import io
from datetime import UTC, datetime

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.frames.document import ExportColumn, table_of
from promo_data.frames.parquet import METADATA_KEY, parquet_bytes
from promo_data.frames.schema import TIME

AT = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)
COLUMNS = (
    ExportColumn("name", "Name", "What it is called"),
    ExportColumn("count", "Count", "How many", "issues", "Int64"),
    ExportColumn("ends", "Ends", "The end", "UTC", TIME),
)
ROWS: list[dict[str, object]] = [{"name": "=1+1", "count": 2, "ends": AT}, {"name": None, "count": None, "ends": None}]


def _read(rows: list[dict[str, object]]) -> pa.Table:
    return pq.read_table(io.BytesIO(parquet_bytes(table_of("List", COLUMNS, rows), {"Made at": AT, "Rows": 2})))


def test_cells_are_typed_and_times_are_utc() -> None:
    assert _read(ROWS).to_pylist() == ROWS
    assert str(_read(ROWS).schema.field("ends").type) == "timestamp[us, tz=UTC]"


def test_types_do_not_depend_on_what_the_rows_hold() -> None:
    assert _read([]).schema.types == _read(ROWS).schema.types


def test_a_field_says_what_it_means_and_in_which_unit() -> None:
    assert _read(ROWS).schema.field("count").metadata == {
        b"heading": b"Count",
        b"meaning": b"How many",
        b"unit": b"issues",
    }


def test_the_file_says_what_it_is_about() -> None:
    told = orjson.loads(_read(ROWS).schema.metadata[METADATA_KEY])
    assert told == {"Made at": "2026-09-30T20:00:00Z", "Rows": 2}


def test_pandas_reads_it_with_the_types_it_had() -> None:
    frame = pd.read_parquet(io.BytesIO(parquet_bytes(table_of("List", COLUMNS, ROWS), {})))
    assert list(frame.dtypes.astype(str)) == ["str", "Int64", TIME]
