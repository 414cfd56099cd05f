"""Workbooks and Parquet are unpacked by a process of its own, which may take only so much memory and time.

A sheet with two cells in opposite corners is some two kilobytes; calamine makes a grid of 550 GB of it and ends the
process (tafia/calamine 693). A Parquet file may say a text once and repeat it a million times. Whatever such a file
does, it does it there, and what a million honest rows took in between is free again afterwards.
"""

import os
import subprocess
import sys

import pyarrow as pa

from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.kinds import FileKind
from promo_data.cohort.lists.limits import SECONDS_TO_INFLATE
from promo_data.cohort.lists.unpacked import NOTES

REFUSED = 3
"""How the process ends where it says on its standard error what is wrong with the list."""

_MODULE = "promo_data.cohort.lists.inflater"
_SURROUNDINGS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve more than they use
    "RUST_BACKTRACE": "0",  # where memory has run out, drawing one waits for itself
}
_TOO_MUCH = (
    "The list does not fit into the memory that reading one may take, or is damaged: keep only the column of the "
    "identifiers, or save it as CSV."
)
_TOO_LONG = "The list took too long to unpack: keep only the column of the identifiers, or save it as CSV."


def inflated(content: bytes, kind: FileKind, seconds: float = SECONDS_TO_INFLATE) -> tuple[pa.Table, tuple[str, ...]]:
    """The grid of a workbook or a Parquet file, and what a person should know of it. Raises ``ListError``."""
    command = [sys.executable, "-m", _MODULE, kind.value]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and the kind is one of four
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | _SURROUNDINGS,
        )
    except subprocess.TimeoutExpired:
        raise ListError(_TOO_LONG) from None
    if ended.returncode == REFUSED:
        raise ListError(ended.stderr.decode())
    if ended.returncode != 0:
        raise ListError(_TOO_MUCH)
    grid = pa.ipc.open_stream(pa.py_buffer(ended.stdout)).read_all()
    notes = (grid.schema.metadata or {}).get(NOTES, b"").decode()
    return grid.replace_schema_metadata(None), tuple(notes.splitlines())
