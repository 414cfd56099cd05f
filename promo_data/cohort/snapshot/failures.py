"""Rows of the list that brought nothing, or not all: the row's number, a code and our words, never an identifier."""

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

_WORDS = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("row", pa.int32(), metadata={"meaning": "Row in the list, 1-based, header not counted"}),
        pa.field("code", pa.string(), metadata={"meaning": "The vendor's code, or ours for a row not asked"}),
        pa.field("message", _WORDS, metadata={"meaning": "What happened, in our words"}),
        pa.field("partial", pa.bool_(), metadata={"meaning": "Some orgs answered: their rows are in the snapshot"}),
        pa.field("passing", pa.bool_(), metadata={"meaning": "It may go better when asked again"}),
    ]
)


class Failure(NamedTuple):
    """One row of the list; the fields are those of ``SCHEMA``."""

    row: int
    code: str | None
    message: str
    partial: bool = False
    passing: bool = False


def failures_table(failures: Sequence[Failure]) -> pa.Table:
    """The failures as they are stored."""
    columns = zip(*failures, strict=True) if failures else ([], [], [], [], [])
    row, code, message, partial, passing = map(list, columns)
    words = pa.array(message, pa.string()).dictionary_encode()
    return pa.table([row, code, words.cast(_WORDS), partial, passing], schema=SCHEMA)
