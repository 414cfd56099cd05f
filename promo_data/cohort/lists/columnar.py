"""Parquet -> texts under the file's own names. Run by the process of ``inflater`` alone."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.grid import check_rows, check_size, shortened
from promo_data.cohort.lists.numbers import number_text
from promo_data.cohort.lists.unpacked import Unpacked

_TOLD: tuple[Callable[[pa.DataType], bool], ...] = (
    types.is_string,
    types.is_large_string,
    types.is_string_view,
    types.is_integer,
    types.is_floating,
    types.is_decimal,
    types.is_boolean,
    types.is_date,
    types.is_timestamp,
)
_DAMAGES = (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowKeyError, pa.ArrowTypeError, OSError, UnicodeError)
"""What pyarrow raises where a file is not what it says; not where memory has run out."""

_ROWS_AT_ONCE = 8_192
_DAMAGED = "The Parquet file is damaged, or uses what cannot be read here: write it again, or save it as CSV."
_EMPTY = "The Parquet file has no column of texts or numbers, or no row."


def unpacked_parquet(source: BytesIO) -> Unpacked:
    """All columns that hold texts, numbers or times; how many do not is said in the notes. Raises ``ListError``."""
    try:
        content = pa.py_buffer(source.getbuffer())
        schema = pq.read_schema(content)
        file = pq.ParquetFile(content, pre_buffer=False)
    except _DAMAGES:
        raise ListError(_DAMAGED) from None
    wanted = [number for number, field in enumerate(schema) if _is_told(field.type)]
    _check(file.metadata.num_rows, len(wanted))
    names = tuple(schema.field(number).name for number in wanted)
    return Unpacked(names, _batches(file, wanted), _notes(len(schema) - len(wanted)))


def _batches(file: pq.ParquetFile, wanted: list[int]) -> Iterator[list[pa.StringArray]]:
    """All columns are read, because a name may be that of two; by one thread, because more hold more at once."""
    try:
        for batch in file.iter_batches(_ROWS_AT_ONCE, use_threads=False):
            yield [_as_texts(batch.column(number)) for number in wanted]
    except _DAMAGES:
        raise ListError(_DAMAGED) from None


def _as_texts(column: pa.Array) -> pa.StringArray:
    if isinstance(column, pa.DictionaryArray):
        return _as_texts(column.dictionary).take(column.indices)
    if types.is_floating(column.type) or types.is_decimal(column.type):
        return pa.array([None if one is None else number_text(one) for one in column.to_pylist()], pa.string())
    return shortened(pc.cast(column, pa.string()))


def _is_told(kind: pa.DataType) -> bool:
    """Whether values of it can be read as texts."""
    if types.is_dictionary(kind):
        return _is_told(kind.value_type)
    return any(is_one(kind) for is_one in _TOLD)


def _check(rows: int, columns: int) -> None:
    check_rows(rows)
    if not (rows and columns):
        raise ListError(_EMPTY)
    check_size(rows, columns)


def _notes(left_out: int) -> tuple[str, ...]:
    return (f"{left_out} columns hold neither texts nor numbers and are left out.",) if left_out else ()
