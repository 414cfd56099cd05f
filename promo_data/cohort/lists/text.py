"""CSV and plain text -> a grid.

The standard library's ``csv`` reads it: a row with too few or too many cells is a row, a quoted line break is none,
NULs pass, and a quotation mark that swallows rows is an error with its line. pyarrow.csv gives up at a row of another
width, and joins what a mark swallowed without a word; polars names no line. It is not what takes the time: of a million
rows of four columns ``csv`` needs 0.5 s and Arrow the same again, pandas.read_csv 0.9 s.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Literal

import pyarrow as pa

from promo_data.cohort.lists.delimiter import delimiter_of
from promo_data.cohort.lists.encoding import encoding_of
from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.grid import Record, check_rows, grid_of
from promo_data.cohort.lists.kinds import FileKind

_Quoting = Literal[0, 3]
"""``csv.QUOTE_MINIMAL`` or ``csv.QUOTE_NONE``."""

_HEAD = 65_536
_NEVER = "\x1e"
"""Stands for no delimiter: the sign that ASCII has for it, and nobody uses."""

_TOLD_DELIMITER = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""A first line for Excel that names the delimiter."""

_DAMAGED = "The text is damaged: it begins as {encoding} and does not go on so. Export it again, as UTF-8."
_QUOTES = (
    "A quotation mark that opens in line {line} of the list is not closed where its cell ends, so rows cannot be told "
    "apart: export the list again, or remove the mark."
)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a text is cut into cells; ``skipped`` lines come before the first record."""

    encoding: str
    delimiter: str | None
    skipped: int


def text_grid(content: bytes) -> tuple[pa.Table, FileKind, tuple[str, ...]]:
    """The cells of a text, whether it has columns, and what a person should know. Raises ``ListError``."""
    _check_lines(content)
    form = _form(content)
    notes = (f"Read as {form.encoding}.",) if form.encoding in ("cp1252", "latin-1") and not content.isascii() else ()
    try:
        return _grid(content, form), FileKind.CSV if form.delimiter else FileKind.TEXT, notes
    except UnicodeDecodeError:
        raise ListError(_DAMAGED.format(encoding=form.encoding.upper())) from None


def _check_lines(content: bytes) -> None:
    """Where lines are rows for certain, too many of them are told without reading them. Raises ``ListError``."""
    if content.isascii() and b'"' not in content and not content.endswith((b"\n\n", b"\n\r\n", b",\n", b";\n")):
        check_rows(content.count(b"\n") - 1)


def _form(content: bytes) -> _Form:
    encoding = encoding_of(content)
    head = next(iter(_pieces_of_text(content, encoding, _HEAD)), "").lstrip("\ufeff")
    told = _TOLD_DELIMITER.fullmatch(head.partition("\n")[0])
    if told:
        return _Form(encoding, told[1], 1)
    is_whole = len(content) < _HEAD
    return _Form(encoding, delimiter_of(head if is_whole else head.rpartition("\n")[0] or head), 0)


def _grid(content: bytes, form: _Form) -> pa.Table:
    try:
        return grid_of(_records(content, form, csv.QUOTE_MINIMAL))
    except ListError:
        if form.delimiter is not None:
            raise
    return grid_of(_records(content, form, csv.QUOTE_NONE))  # one cell a line: a quotation mark can swallow nothing


def _records(content: bytes, form: _Form, quoting: _Quoting) -> Iterator[Record]:
    """The records; raises ``ListError`` where a quotation mark makes it unsure what they are."""
    with TextIOWrapper(BytesIO(content), form.encoding, newline="") as lines:
        for _ in range(form.skipped):
            lines.readline()
        reader = csv.reader(lines, delimiter=form.delimiter or _NEVER, quoting=quoting, strict=True)
        line = 0
        try:
            for number, record in enumerate(reader):
                line = reader.line_num
                if number == 0 and record:
                    record[0] = record[0].lstrip("\ufeff")
                yield record
        except csv.Error:
            raise ListError(_QUOTES.format(line=line + form.skipped + 1)) from None


def _pieces_of_text(content: bytes, encoding: str, size: int) -> Iterator[str]:
    """The text, ``size`` characters at a time; what cannot be decoded is replaced."""
    with TextIOWrapper(BytesIO(content), encoding, errors="replace", newline="") as text:
        while piece := text.read(size):
            yield piece
