"""What the process that unpacks a list brings: batches of texts, and what is said with them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

NOTES = b"notes"
"""Under it the stream's metadata says what a person should know, a line each."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Columns of texts under ``names``; ``batches`` come as they are read, so that nothing is held twice."""

    names: tuple[str, ...]
    batches: Iterator[list[pa.StringArray]]
    notes: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The names, each of a column of texts, and the notes."""
        return pa.schema([(name, pa.string()) for name in self.names], {NOTES: "\n".join(self.notes)})
