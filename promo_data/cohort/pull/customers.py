"""The customers of a pull in columns: a million of them as objects would not fit."""

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from promo_data.errors import StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import IdentifierKind, Source

Rows = npt.NDArray[np.int32]


class Refusals(Protocol):
    """The rows of a list that cannot be asked."""

    def __len__(self) -> int:
        """How many."""

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        """Row, code and sentence of each."""


class Listed(Protocol):
    """What a list of customers holds (``cohort.lists``)."""

    @property
    def by(self) -> IdentifierKind:
        """The kind of all identifiers."""

    @property
    def identifiers(self) -> pa.StringArray:
        """Each customer once, askable."""

    @property
    def rows(self) -> Rows:
        """The row of each in the list, from 1."""

    @property
    def refused(self) -> Refusals:
        """The rows that cannot be asked."""

    @property
    def duplicates(self) -> Sized:
        """The rows whose customer an earlier row names."""


@dataclass(frozen=True, eq=False)
class Customers:
    """Whom to ask for, all named in one way; ``rows`` are their rows in the list, from 1."""

    by: IdentifierKind
    source: Source
    identifiers: pa.StringArray
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"Customers({len(self)} by {self.by})"

    @classmethod
    def of(cls, listed: Listed, source: Source) -> Self:
        """Those of a list, registered in ``source``."""
        return cls(listed.by, source, listed.identifiers, listed.rows)

    def part(self, begin: int, end: int) -> Self:
        """Those at these places, the last not among them."""
        return type(self)(self.by, self.source, self.identifiers[begin:end], self.rows[begin:end])

    def in_rows(self, rows: npt.ArrayLike) -> Self:
        """Those whose row in the list is one of ``rows``."""
        wanted = np.isin(self.rows, rows)
        return type(self)(self.by, self.source, self.identifiers.filter(pa.array(wanted)), self.rows[wanted])

    def each(self) -> list[CustomerIdentifier]:
        """As they are asked for."""
        return [CustomerIdentifier(self.by, value, self.source) for value in self.identifiers.to_pylist()]

    def packed(self) -> bytes:
        """All of it in bytes, small; they hold the identifiers in clear and are to be sealed."""
        batch = pa.record_batch([self.identifiers, pa.array(self.rows)], ["identifier", "row"])
        said = batch.replace_schema_metadata({"by": self.by.value, "source": self.source.value})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, said.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
            stream.write_batch(said)
        packed: bytes = sink.getvalue().to_pybytes()
        return packed

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """What ``packed`` gave. Raises ``StoreError`` where it is something else."""
        try:
            table = pa.ipc.open_stream(packed).read_all().combine_chunks()
            said = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
            values, rows = (table.column(name).combine_chunks() for name in ("identifier", "row"))
            return cls(IdentifierKind(said["by"]), Source(said["source"]), values, rows.to_numpy())
        except (pa.ArrowException, KeyError, ValueError, AttributeError):
            raise StoreError("The list of customers that was kept cannot be read.") from None
