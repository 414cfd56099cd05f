"""A snapshot's rows piece by piece: some promotions with all of their limits, wherever the files begin and end.

Both frames are in the order of the list (``cohort.pull.merge``), so the limits of a piece of promotions are the next
ones that nobody took.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from promo_data.errors import StoreError
from promo_data.frames.columns import Numbers
from promo_data.insight.cohort.coded import moments, numbered, numbers

KEYS = ("customer_id", "org_id", "program_id", "promotion_id")
_NOBODY = -1


class Piece(NamedTuple):
    """Rows of both frames; ``owner`` is the row in ``promotions`` of each one's promotion."""

    promotions: pa.Table
    allowances: pa.Table
    owner: Numbers


def pieces(folder: Path, promotions: Sequence[str], allowances: Sequence[str]) -> Iterator[Piece]:
    """The snapshot in ``folder``, these columns of its frames beside the keys.

    ``StoreError`` where limits are left over whose promotion is not there, ``OSError`` where a file cannot be read.
    """
    limits = _Limits(_tables(folder / "allowances", allowances))
    for table in _tables(folder / "promotions", promotions):
        yield Piece(table, *limits.of(table))
    if not limits.are_all_taken:
        raise StoreError("This snapshot is damaged: the promotions of some limits are missing.")


def _tables(folder: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
    for path in sorted(folder.glob("part-*.parquet")):
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number, [*KEYS, "as_of", *columns])


class _Limits:
    """Limits one after another, taken as their promotions come."""

    def __init__(self, tables: Iterator[pa.Table]) -> None:
        self._tables = tables
        self._next = next(tables, None)

    @property
    def are_all_taken(self) -> bool:
        """Whether none is left."""
        return self._next is None

    def of(self, promotions: pa.Table) -> tuple[pa.Table, Numbers]:
        """The next limits, as many as are of these promotions, and the row there of each one's promotion."""
        taken: list[pa.Table] = []
        owners: list[Numbers] = []
        while self._next is not None:
            table, owner = self._next, _owners(promotions, self._next)
            end = int(np.argmax(owner == _NOBODY)) if (owner == _NOBODY).any() else len(owner)
            taken.append(table.slice(0, end))
            owners.append(owner[:end])
            if end < len(table):
                self._next = table.slice(end)
                break
            self._next = next(self._tables, None)
        if not taken:
            return pa.table({}), np.empty(0, np.int64)
        return pa.concat_tables(taken).unify_dictionaries(), np.concatenate(owners)


def _owners(promotions: pa.Table, limits: pa.Table) -> Numbers:
    """The row of its promotion for each limit, of equal promotions the first; -1 where it is not among them."""
    size = len(promotions)
    columns = [np.concatenate([numbers(table[name]) for table in (promotions, limits)]) for name in KEYS]
    places, _ = numbered([*columns, np.concatenate([moments(table["as_of"]) for table in (promotions, limits)])])
    first = np.full(places.max(initial=-1) + 1, _NOBODY)
    first[places[:size][::-1]] = np.arange(size)[::-1]
    return first[places[size:]]
