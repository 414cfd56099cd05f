"""A table as Parquet: typed, for programs, with its data dictionary in the file's own metadata."""

from collections.abc import Mapping

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.frames.document import Cell, ExportColumn, ExportTable

METADATA_KEY = b"promo-insight"
"""Under it the file's metadata holds ``about`` as JSON; a field's metadata holds its heading, meaning and unit."""


def parquet_bytes(table: ExportTable, about: Mapping[str, Cell]) -> bytes:
    """``table`` under the names for programs: times UTC, text as it came, because nothing there works out a formula."""
    data = pa.Table.from_pandas(table.frame, preserve_index=False)
    fields = [_told(data.schema.field(column.name), column) for column in table.columns]
    said = {**data.schema.metadata, METADATA_KEY: orjson.dumps(dict(about), option=orjson.OPT_UTC_Z)}
    file = pa.BufferOutputStream()
    pq.write_table(data.cast(pa.schema(fields, said)), file)
    written: bytes = file.getvalue().to_pybytes()
    return written


def _told(field: pa.Field, column: ExportColumn) -> pa.Field:
    return field.with_metadata({"heading": column.heading, "meaning": column.meaning, "unit": column.unit})
