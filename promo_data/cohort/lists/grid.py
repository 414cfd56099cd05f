"""Records -> a table of texts, as read and in Arrow: the header, if there is one, is its first row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_RECORDS, MOST_ROWS

_CELLS_AT_ONCE = 100_000
_FEWEST_ROWS_AT_ONCE = 256
_EMPTY = "The list is empty: no cell of it holds anything."
_TOO_MANY = f"The list has more than {MOST_ROWS:,} rows: split it."

Record = Sequence[str | None]


def grid_of(records: Iterable[Record]) -> pa.Table:
    """All records without the empty ones at both ends; short ones are filled with nulls, lines of nothing are all null.

    Columns are named ``0``, ``1`` and so on. Raises ``ListError`` where that is nothing, or too much.
    """
    pieces: list[list[pa.StringArray]] = []
    rows = width = 0
    for piece in in_pieces(records):
        rows, width = rows + len(piece), max(width, *map(len, piece))
        check_size(rows, width)
        pieces.append(texts_of(piece) or [_nulls(len(piece))])
    return without_empty_ends(pa.table({str(number): _column(pieces, number) for number in range(width)}))


def texts_of(piece: Sequence[Record]) -> list[pa.StringArray]:
    """The columns of some records, as many as the longest of them has."""
    return [shortened(pa.array(cells, pa.string())) for cells in zip_longest(*piece)]


def shortened(cells: pa.StringArray) -> pa.StringArray:
    """The same, without what no identifier is long enough for."""
    longest = pc.max(pc.binary_length(cells)).as_py() or 0
    return pc.utf8_slice_codeunits(cells, 0, LONGEST_CELL) if longest > LONGEST_CELL else cells


def without_empty_ends(grid: pa.Table, *, first: int | None = None) -> pa.Table:
    """The rows from the ``first``, or the first that holds something, to the last that does.

    Raises ``ListError`` where none does.
    """
    filled = np.zeros(grid.num_rows, np.bool_)
    for column in grid.columns:
        filled |= are_filled(column)
    positions = np.flatnonzero(filled)
    if not positions.size:
        raise ListError(_EMPTY)
    start = int(positions[0]) if first is None else first
    return grid.slice(start, int(positions[-1]) - start + 1)


def are_filled(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Where there is something other than white space."""
    filled = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False)  # noqa: FBT003 - Arrow's own
    return np.asarray(filled.to_numpy(), np.bool_)


def in_pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """So many records at a time that their cells, which Python holds one by one, take little."""
    every = iter(records)
    first = next(every, None)
    if first is None:
        return
    rows = max(_FEWEST_ROWS_AT_ONCE, _CELLS_AT_ONCE // max(1, len(first)))
    every = chain([first], every)
    while piece := list(islice(every, rows)):
        yield piece


def check_size(rows: int, width: int) -> None:
    """Raises ``ListError`` where a grid of that size would take more memory than one may."""
    if rows > MOST_RECORDS:
        raise ListError(_TOO_MANY)
    if width > MOST_COLUMNS:
        raise ListError(f"A row of the list has more than {MOST_COLUMNS:,} cells: check how its columns are separated.")
    if rows * width > MOST_CELLS:
        raise ListError(f"The list has more than {MOST_CELLS:,} cells: keep only the columns that are needed.")


def check_rows(rows: int) -> None:
    """Raises ``ListError`` where there are more rows than a list may have."""
    if rows > MOST_ROWS:
        raise ListError(_TOO_MANY)


def _column(pieces: Iterable[list[pa.StringArray]], number: int) -> pa.ChunkedArray:
    cells = (piece[number] if number < len(piece) else _nulls(len(piece[0])) for piece in pieces)
    return pa.chunked_array(cells, pa.string())


def _nulls(rows: int) -> pa.StringArray:
    return pa.nulls(rows, pa.string())
