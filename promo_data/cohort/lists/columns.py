"""Which columns a grid has, what stands in them, and which of them names the customers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from promo_data.cohort.lists.cells import FINE, judged
from promo_data.cohort.lists.grid import are_filled
from promo_data.cohort.lists.names import kind_named
from promo_data.cohort.lists.refusals import REFUSALS, Refusal
from promo_data.models.customer import recognised_kind
from promo_data.vocabulary import IdentifierKind

_SHOWN = 5
_LOOKED_AT = 10_000
_FIRST_ROWS = 20_000
_TYPED = 200
_CLEAR = 0.5
"""Share of a column's cells that must be of a kind for the column to be of it."""

_SHORTEST_UNNAMED_ID = 5
"""Digits: shorter whole numbers under a name that says nothing are ages, amounts or counts sooner than customers."""

_OF_THE_KIND = (FINE, REFUSALS.index(Refusal.SCIENTIFIC))
"""What was rounded was of the kind before, and a person should see so."""

_EXACTEST = (IdentifierKind.CUSTOMER_ID, IdentifierKind.MOBILE, IdentifierKind.EXTERNAL_ID, IdentifierKind.EMAIL)
"""Where several columns are named after identifiers: the vendor's own number first, which never changes."""

_CLEAREST = (IdentifierKind.MOBILE, IdentifierKind.EMAIL, IdentifierKind.CUSTOMER_ID, IdentifierKind.EXTERNAL_ID)
"""Where none is: what can be mistaken least first."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its first texts, what they seem to be, and the share of cells that are (0 to 1).

    ``name`` is as given, or ``column 1``. ``guess`` is ``None`` where nothing is clear, and ``share`` then 0.
    """

    name: str
    sample: tuple[str, ...] = field(repr=False)
    guess: IdentifierKind | None
    share: float


def columns_of(body: pa.Table, names: Sequence[str]) -> tuple[ListColumn, ...]:
    """The columns of a grid without its header."""
    is_only = len(names) == 1
    return tuple(_column(cells, name, is_only=is_only) for cells, name in zip(body.columns, names, strict=True))


def best_of(columns: Sequence[ListColumn]) -> tuple[int, IdentifierKind] | None:
    """The number of the column that names the customers, and how; ``None`` where that is not clear."""
    named = [n for n, one in enumerate(columns) if one.guess and one.guess is kind_named(one.name)]
    order = _EXACTEST if named else _CLEAREST
    guesses = [(n, guess) for n, one in enumerate(columns) if (guess := one.guess) and (not named or n in named)]
    return min(guesses, key=lambda one: (order.index(one[1]), -columns[one[0]].share), default=None)


def _column(cells: pa.ChunkedArray, name: str, *, is_only: bool) -> ListColumn:
    looked_at = _filled(cells)
    sample = tuple(looked_at[:_SHOWN].to_pylist())
    for kind in (kind_named(name), _typed(looked_at, is_only=is_only)):
        share = _share(looked_at, kind)
        if kind is not None and share >= _CLEAR:
            return ListColumn(name, sample, kind, share)
    return ListColumn(name, sample, None, 0.0)


def _filled(cells: pa.ChunkedArray) -> pa.StringArray:
    """The first cells that hold something; most often they are among the first rows."""
    found = _only_filled(cells[:_FIRST_ROWS])
    return _only_filled(cells) if len(found) < _LOOKED_AT and len(cells) > _FIRST_ROWS else found


def _only_filled(cells: pa.ChunkedArray) -> pa.StringArray:
    found = cells.filter(pa.array(are_filled(cells)))[:_LOOKED_AT]
    return pa.chunked_array(found.chunks, pa.string()).combine_chunks()


def _typed(cells: pa.StringArray, *, is_only: bool) -> IdentifierKind | None:
    """What most of the first cells would be taken for, had a person typed them."""
    first = [text.strip() for text in cells[:_TYPED].to_pylist()]
    if not first:
        return None
    kind = Counter(map(recognised_kind, first)).most_common(1)[0][0]
    is_short = max(map(len, first)) < _SHORTEST_UNNAMED_ID
    says_nothing = kind is IdentifierKind.EXTERNAL_ID or (kind is IdentifierKind.CUSTOMER_ID and is_short)
    return None if says_nothing and not is_only else kind


def _share(cells: pa.StringArray, kind: IdentifierKind | None) -> float:
    if kind is None or not len(cells):
        return 0.0
    return float(np.isin(judged(cells, kind).codes, _OF_THE_KIND).mean())
