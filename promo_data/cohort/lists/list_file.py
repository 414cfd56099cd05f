"""A list as it was read: what its columns are, and the customers that one of them names."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from promo_data.cohort.lists.archive import check_workbook
from promo_data.cohort.lists.columns import ListColumn, best_of, columns_of
from promo_data.cohort.lists.customer_list import CustomerList
from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.grid import check_rows, without_empty_ends
from promo_data.cohort.lists.header import first_row, has_header, named
from promo_data.cohort.lists.inflating import inflated
from promo_data.cohort.lists.kinds import FileKind, kind_of, note_of_name
from promo_data.cohort.lists.source import content_of
from promo_data.cohort.lists.text import text_grid
from promo_data.vocabulary import IdentifierKind

_ONLY_A_HEADER = "The list has a header and no rows."


@dataclass(frozen=True, slots=True, eq=False)
class ListFile:
    """A list with what was recognised in it, all of which ``take`` lets a person correct.

    ``rows`` are those with customers, the header not counted; ``best`` is a column's number and the kind of its
    identifiers. ``notes`` are sentences for a person, such as which sheet was read.
    """

    kind: FileKind
    columns: tuple[ListColumn, ...]
    best: tuple[int, IdentifierKind] | None
    rows: int
    has_header: bool
    notes: tuple[str, ...]
    _grid: pa.Table = field(repr=False)

    def take(self, column: int, kind: IdentifierKind, has_header: bool | None = None) -> CustomerList:  # noqa: FBT001 - as recognised unless a person says otherwise
        """The customers that this column names. ``has_header`` corrects whether the first row is one.

        The names of a Parquet file's columns are no row of it, so there it corrects nothing. Raises ``ListError`` for
        a column that the list has not.
        """
        if not 0 <= column < len(self.columns):
            raise ListError(f"The list has no column {column + 1}: it has {len(self.columns)}.")
        cells = self._grid.column(column)
        if self.kind is FileKind.PARQUET:
            return CustomerList.of(kind, cells, self.columns[column].name)
        without_first = self.has_header if has_header is None else has_header
        return CustomerList.of(kind, cells[1:], cells[0].as_py()) if without_first else CustomerList.of(kind, cells)


def open_list(source: Path | bytes, name: str | None = None) -> ListFile:
    """The list in a file or in the bytes of one; what it is, is told by its content.

    ``name`` is the file's: where it says otherwise, a note says so. Raises ``ListError`` with one sentence where it is
    no list, or too large.
    """
    content = content_of(source)
    found = _opened(content, kind_of(content))
    note = note_of_name(source.name if isinstance(source, Path) else name or "", found.kind)
    return replace(found, notes=(*found.notes, *note))


def _opened(content: bytes, kind: FileKind) -> ListFile:
    if kind is FileKind.TEXT:
        return _headed(*text_grid(content))
    if kind is FileKind.XLSX:
        check_workbook(content)
    grid, notes = inflated(content, kind)
    if kind is FileKind.PARQUET:
        return _listed(kind, without_empty_ends(grid, first=0), tuple(grid.column_names), notes, is_headed=True)
    return _headed(without_empty_ends(grid), kind, notes)


def _headed(grid: pa.Table, kind: FileKind, notes: tuple[str, ...]) -> ListFile:
    """A list whose header, if it has one, is its first row."""
    is_headed = has_header(grid)
    names = first_row(grid) if is_headed else ("",) * grid.num_columns
    if is_headed and grid.num_rows == 1:
        raise ListError(_ONLY_A_HEADER)
    return _listed(kind, grid, names, notes, is_headed=is_headed)


def _listed(
    kind: FileKind, grid: pa.Table, names: tuple[str, ...], notes: tuple[str, ...], *, is_headed: bool
) -> ListFile:
    body = grid if kind is FileKind.PARQUET else grid.slice(int(is_headed))
    check_rows(body.num_rows)
    columns = columns_of(body, named(names))
    return ListFile(kind, columns, best_of(columns), body.num_rows, is_headed, notes, grid)
