"""Rows of a snapshot as a file, written piece by piece: what is behind a selection may be millions of rows."""

import io
from collections.abc import Iterable, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
from pyarrow import types

from promo_data.frames.document import Cell, ExportColumn
from promo_data.frames.export import harmless
from promo_data.frames.parquet import METADATA_KEY

_IN_MEMORY = 16_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ISO = "%Y-%m-%dT%H:%M:%SZ"
_QUOTING = pc_csv.WriteOptions(include_header=False, quoting_style="needed", eol="\r\n")


def csv_of(pieces: Iterable[pd.DataFrame], columns: tuple[ExportColumn, ...]) -> bytes:
    """CSV in UTF-8 with its mark, times ISO 8601 in UTC, absent cells empty; no text in it starts a formula."""
    with _file() as file:
        headings = pd.DataFrame(columns=[harmless(column.heading) for column in columns])
        file.write(_BYTE_ORDER_MARK + headings.to_csv(index=False, lineterminator="\r\n").encode())
        for piece in pieces:
            pc_csv.write_csv(_for_people(_table(piece, columns)), file, _QUOTING)
        return _all_of(file)


def parquet_of(pieces: Iterable[pd.DataFrame], columns: tuple[ExportColumn, ...], about: Mapping[str, Cell]) -> bytes:
    """Parquet under the names for programs, with the dictionary and what it rests on in its metadata."""
    tables = (_table(piece, columns) for piece in pieces)
    empty = _table(pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns}), columns)
    schema = _told(empty.schema, columns, about)
    with _file() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table.cast(schema))
        return _all_of(file)


def _file() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(io.SEEK_SET)
    return file.read()


def _table(piece: pd.DataFrame, columns: tuple[ExportColumn, ...]) -> pa.Table:
    named = piece[[column.name for column in columns]]
    table = pa.Table.from_pandas(named, preserve_index=False)
    return table.cast(pa.schema([(field.name, _stored(field.type)) for field in table.schema]))


def _stored(kind: pa.DataType) -> pa.DataType:
    """Words as plain text in every piece, whichever of them it happens to hold."""
    if types.is_dictionary(kind) or types.is_null(kind) or types.is_large_string(kind):
        return pa.string()
    return kind


def _told(schema: pa.Schema, columns: tuple[ExportColumn, ...], about: Mapping[str, Cell]) -> pa.Schema:
    fields = [
        schema.field(one.name).with_metadata({"heading": one.heading, "meaning": one.meaning, "unit": one.unit})
        for one in columns
    ]
    return pa.schema(fields, {METADATA_KEY: orjson.dumps(dict(about), option=orjson.OPT_UTC_Z)})


def _for_people(table: pa.Table) -> pa.Table:
    return pa.table({name: _cells(table.column(name)) for name in table.column_names})


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if types.is_timestamp(column.type):
        return pc.strftime(pc.cast(column, pa.timestamp("s", "UTC"), safe=False), _ISO)
    return _harmless(column) if types.is_string(column.type) else column


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Each text is looked at once, however many rows have it."""
    coded = column.combine_chunks().dictionary_encode()
    texts = pa.array([harmless(text) for text in coded.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([texts.take(coded.indices)])
