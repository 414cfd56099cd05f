"""Which sign separates the columns of a text: the one that cuts most of its records into the same number of cells.

``csv.Sniffer`` and clevercsv look for any sign: of lists of one column they made ``=``, ``+``, ``:``, ``@`` or a digit
the delimiter, and so cut identifiers in two. A list has identifiers in it, and what stands within those is none.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from promo_data.cohort.lists.names import kind_named

_USUAL = (",", ";", "\t", "|")
_RECORDS = 200
_CONSISTENT = 0.5
_NUMBER = re.compile(r"\s*[+-]?\d+(?:[.,]\d+)*\s*")
_NEVER = frozenset(" _-.@+\"'()/\r\n\ufeff")
"""Signs that stand within identifiers and names of columns."""


@dataclass(frozen=True, order=True, slots=True)
class _Cut:
    """How well a sign cuts: the share of records with the usual number of cells, and the share of clean cells."""

    consistent: float
    clean: float


def delimiter_of(head: str) -> str | None:
    """The sign between the cells of a text that begins with ``head``; ``None`` where each line is one cell."""
    cuts = {sign: cut for sign in _candidates(head) if (cut := _cut(head, sign)) is not None}
    return max(cuts, key=cuts.__getitem__, default=None)


def _candidates(head: str) -> Sequence[str]:
    """The usual signs, and any other that cuts the name of an identifier out of the first line: there it is no data."""
    first = head.lstrip("\r\n\ufeff").partition("\n")[0].rstrip("\r")
    others = dict.fromkeys(sign for sign in first if not sign.isalnum() and sign not in (*_USUAL, *_NEVER))
    return [*_USUAL, *(sign for sign in others if any(map(kind_named, first.split(sign))))]


def _cut(head: str, sign: str) -> _Cut | None:
    """``None`` where the sign does not cut."""
    try:
        every = csv.reader(head.splitlines(keepends=True), delimiter=sign)
        records = [record for record in islice(every, _RECORDS) if any(map(str.strip, record))]
    except csv.Error:
        return None
    if not records:
        return None
    width, usual = Counter(map(len, records)).most_common(1)[0]
    consistent = usual / len(records)
    if width == 1 or consistent < _CONSISTENT:
        return None
    cells = [cell for record in records for cell in record]
    return _Cut(consistent, sum(map(_is_clean, cells)) / len(cells))


def _is_clean(cell: str) -> bool:
    """Whether no other sign could have cut it."""
    return _NUMBER.fullmatch(cell) is not None or not any(sign in cell for sign in _USUAL)
