"""The customers that a list names: column by column, so that a million of them are some dozen megabytes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from promo_data.cohort.lists.cells import FINE, judged
from promo_data.cohort.lists.refusals import DUPLICATE, REFUSALS, Refusal, sentence
from promo_data.models.customer import masked
from promo_data.vocabulary import IdentifierKind

Rows = npt.NDArray[np.int32]
"""Numbers of rows in the list: from 1, the header not counted."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that is not asked: ``code`` is a ``Refusal`` or ``DUPLICATE``, ``text`` what stands there, masked."""

    row: int
    code: str
    message: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """The rows that cannot be asked, in their order; ``codes`` number ``REFUSALS``, ``texts`` are what stood there."""

    by: IdentifierKind
    rows: Rows
    codes: npt.NDArray[np.int8]
    texts: pa.StringArray = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, Refusal, str]]:
        """Row, code and sentence of each; the sentences quote nothing."""
        for row, code in zip(self.rows.tolist(), self.codes.tolist(), strict=True):
            yield row, REFUSALS[code], sentence(REFUSALS[code], self.by)

    @property
    def counts(self) -> dict[Refusal, int]:
        """How many rows are refused for each reason that occurs, the most frequent first."""
        return {REFUSALS[code]: rows for code, rows in Counter(self.codes.tolist()).most_common()}

    def problems(self) -> Iterator[RowProblem]:
        """Each as it may be shown."""
        for (row, code, message), text in zip(self, self.texts, strict=True):
            yield RowProblem(row, code, message, masked(text.as_py() or ""))


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates:
    """The rows whose customer an earlier row names, ``first_rows`` being those; ``texts`` are the identifiers."""

    rows: Rows
    first_rows: Rows
    texts: pa.StringArray = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def problems(self) -> Iterator[RowProblem]:
        """Each as it may be shown."""
        for row, first, text in zip(self.rows.tolist(), self.first_rows.tolist(), self.texts, strict=True):
            message = f"The same customer as in row {first}: asked once."
            yield RowProblem(row, DUPLICATE, message, masked(text.as_py()))


@dataclass(frozen=True, slots=True, eq=False)
class CustomerList:
    """The distinct customers of a list, in the order of their first rows, and what became of the other rows.

    ``identifiers`` are spelled as they are asked, without null; ``rows`` has the row of each. Every row of the list is
    in ``rows``, ``refused`` or ``duplicates``.
    """

    by: IdentifierKind
    identifiers: pa.StringArray = field(repr=False)
    rows: Rows
    refused: Refused
    duplicates: Duplicates

    @classmethod
    def of(cls, by: IdentifierKind, cells: pa.Array | pa.ChunkedArray, header: str | None = None) -> Self:
        """The customers that ``cells`` name, a row each; a cell that repeats ``header`` is none."""
        texts = _whole(cells)
        found = judged(texts, by)
        codes = _with_header(found.codes, texts, header)
        fine, refused = np.flatnonzero(codes == FINE), np.flatnonzero(codes != FINE)
        values = found.values.take(pa.array(fine))
        firsts = _first_positions(values)
        again = np.flatnonzero(firsts != np.arange(len(values)))
        distinct = np.flatnonzero(firsts == np.arange(len(values)))
        return cls(
            by,
            values.take(pa.array(distinct)),
            _row_numbers(fine[distinct]),
            Refused(by, _row_numbers(refused), codes[refused], texts.take(pa.array(refused))),
            Duplicates(_row_numbers(fine[again]), _row_numbers(fine[firsts[again]]), values.take(pa.array(again))),
        )

    def __len__(self) -> int:
        return len(self.identifiers)

    def problems(self, most: int) -> tuple[RowProblem, ...]:
        """The first ``most`` rows that are not asked, in their order; what they hold is masked."""
        both = [*islice(self.refused.problems(), most), *islice(self.duplicates.problems(), most)]
        return tuple(sorted(both, key=lambda problem: problem.row)[:most])


def _whole(cells: pa.Array | pa.ChunkedArray) -> pa.StringArray:
    texts = cells.cast(pa.string())
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _with_header(codes: npt.NDArray[np.int8], texts: pa.StringArray, header: str | None) -> npt.NDArray[np.int8]:
    if not header:
        return codes
    repeated = pc.equal(texts, header).fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - Arrow's own
    return np.where(repeated, np.int8(REFUSALS.index(Refusal.HEADER_AGAIN)), codes)


def _first_positions(values: pa.StringArray) -> npt.NDArray[np.int64]:
    """For each value the position at which it stands first."""
    codes = values.dictionary_encode().indices.to_numpy()
    first = np.empty(int(codes.max(initial=-1)) + 1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # of several, the one written last stays: the earliest
    firsts: npt.NDArray[np.int64] = first[codes]
    return firsts


def _row_numbers(positions: npt.NDArray[np.int64]) -> Rows:
    return (positions + 1).astype(np.int32)
