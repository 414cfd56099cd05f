"""Many small parts as few large pieces, in the order of the list: row groups that a reader need not hunt for."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_PIECE_ROWS = 2**18
_FILE_PIECES = 16
"""Four million rows: a file of some 20 MB."""


def pieces(files: Iterable[Path]) -> Iterator[pa.Table]:
    """The rows of all files, a quarter of a million at a time, each piece with one dictionary a column."""
    held: list[pa.Table] = []
    for file in files:
        held.append(pq.read_table(file))
        if sum(map(len, held)) >= _PIECE_ROWS:
            yield _whole(held)
            held = []
    if held:
        yield _whole(held)


def _whole(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def write_file(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """One Parquet file with a row group for each table; how many rows it has. Raises ``OSError``."""
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table, row_group_size=_PIECE_ROWS)
            rows += len(table)
    return rows


def write_files(tables: Iterable[pa.Table], schema: pa.Schema, folder: Path) -> int:
    """``part-00000.parquet`` and so on in the new ``folder``, at least one; how many rows in all. ``OSError``."""
    folder.mkdir()
    rows = number = 0
    with ExitStack() as files:
        writer = _next(files, folder, 0, schema)
        for number, table in enumerate(tables, start=1):
            writer.write_table(table, row_group_size=_PIECE_ROWS)
            rows += len(table)
            if number % _FILE_PIECES == 0:
                writer = _next(files, folder, number // _FILE_PIECES, schema)
    return rows


def _next(files: ExitStack, folder: Path, number: int, schema: pa.Schema) -> pq.ParquetWriter:
    files.close()
    return files.enter_context(pq.ParquetWriter(folder / f"part-{number:05}.parquet", schema, compression="zstd"))
