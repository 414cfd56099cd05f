"""Columns as files that are read by looking at them: Arrow's own format, uncompressed, mapped into memory.

Parquet is half as large, and has to be unpacked as a whole before the first figure: three seconds where this takes a
millisecond (docs/design.md §5).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Columns = dict[str, npt.NDArray[Any]]


def write_columns(path: Path, columns: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write arrays of numbers, all of one length, as they are."""
    write_table(path, pa.table({name: pa.array(values) for name, values in columns.items()}))


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table in one piece."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)


def read_table(path: Path) -> pa.Table:
    """The table, of which nothing is in memory before it is looked at."""
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all().combine_chunks()


def read_columns(path: Path) -> Columns:
    """Arrays of numbers by name, as ``write_columns`` got them; nobody can write to them."""
    table = read_table(path)
    return {name: _array(table[name]) for name in table.column_names}


def _array(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    found: npt.NDArray[Any]
    if not column.num_chunks:
        return np.empty(0, column.type.to_pandas_dtype())
    found = column.chunk(0).to_numpy(zero_copy_only=True)
    return found
