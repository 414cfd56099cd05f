"""The order of a summary: promotion after promotion, so that a figure of one reads one piece of each column."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from promo_data.frames.columns import Flags, Numbers
from promo_data.insight.cohort.known import Edition, Known
from promo_data.insight.cohort.spill import Column, Spill
from promo_data.models.reading import PromotionKey

GONE = np.uint32(2**32 - 1)
"""The place of a row that a newer answer replaced."""
_AT_A_TIME = 4_000_000


class Arrangement(NamedTuple):
    """Where everything goes.

    ``promotions`` are sorted by org, programme and number, and ``promotion_of`` is the place there of each edition in
    ``Known``. ``editions`` are those editions in their new order, the rows of each from one ``begin`` to the next.
    ``customers`` are the numbers of all customers, and ``customer`` the place there of each row as it came. ``order``
    are the rows that are kept, in their new order, and ``place_of`` the new place of each row, or ``GONE``.
    """

    promotions: Sequence[PromotionKey]
    promotion_of: Numbers
    editions: Numbers
    begin: Numbers
    customers: Numbers
    customer: npt.NDArray[np.uint32]
    order: Numbers
    place_of: npt.NDArray[np.uint32]


def arrangement(members: Spill, known: Known) -> Arrangement:
    """Of a customer whom two identifiers of the list name, the newest answer counts, once."""
    promotions = sorted(known.named, key=lambda key: (key[0] is not None, *key))
    promotion_of = _places(list(known.editions), promotions)
    editions = np.argsort(promotion_of, kind="stable")
    rank = np.argsort(editions)
    customers, customer = _coded(members["customer"])
    edition = members["edition"]
    order = np.lexsort((-members["as_of"], customer, promotion_of[edition]))
    order = order[_is_first(promotion_of[edition[order]], customer[order])]
    order = order[np.argsort(rank[edition[order]], kind="stable")]
    place_of = np.full(len(edition), GONE, np.uint32)
    place_of[order] = np.arange(len(order), dtype=np.uint32)
    begin = np.searchsorted(rank[edition[order]], np.arange(len(editions) + 1))
    return Arrangement(promotions, promotion_of, editions, begin, customers, customer, order, place_of)


def _places(editions: Sequence[Edition], promotions: Sequence[PromotionKey]) -> Numbers:
    places = {key: place for place, key in enumerate(promotions)}
    return np.array([places[edition.key] for edition in editions], np.int64)


def _coded(customer: Column) -> tuple[Numbers, npt.NDArray[np.uint32]]:
    customers, places = np.unique(customer, return_inverse=True)
    return customers, places.astype(np.uint32)


def _is_first(*columns: Column) -> Flags:
    """Whether a row differs from the one before it."""
    first = np.zeros(len(columns[0]), np.bool_)
    first[:1] = True
    for column in columns:
        first[1:] |= column[1:] != column[:-1]
    return first


class Scattered(NamedTuple):
    """Rows by group: group ``g`` has those from ``begin[g]`` to ``begin[g + 1]``, as they came."""

    begin: Numbers
    columns: dict[str, Column]


def scattered(spill: Spill, names: Sequence[str], group: Callable[[slice], Numbers], groups: int) -> Scattered:
    """The columns ``names`` of ``spill`` by group, in no more memory than a piece of them takes.

    ``group`` says it of the rows of a piece; -1 leaves a row out.
    """
    size = len(spill[names[0]])
    count = np.zeros(groups + 1, np.int64)
    for piece in slices(size):
        count += np.bincount(group(piece) + 1, minlength=groups + 1)
    begin = np.concatenate([[0], count[1:].cumsum()])
    made = {name: spill.like(name, int(begin[-1])) for name in names}
    following = begin[:-1].copy()
    for piece in slices(size):
        order, places = _next_places(group(piece), following)
        for name, column in made.items():
            column[places] = spill[name][piece][order]
    return Scattered(begin, made)


def slices(size: int) -> Iterator[slice]:
    """So many rows in pieces that fit memory."""
    for begin in range(0, size, _AT_A_TIME):
        yield slice(begin, min(begin + _AT_A_TIME, size))


def _next_places(group: Numbers, following: Numbers) -> tuple[Numbers, Numbers]:
    """The rows of a piece by group, and where each goes; ``following``, each group's next place, moves on."""
    order = np.argsort(group, kind="stable")
    order = order[np.searchsorted(group[order], 0) :]
    count = np.bincount(group[order], minlength=len(following))
    place_in_group = np.arange(len(order)) - np.repeat(count.cumsum() - count, count)
    places = following[group[order]] + place_in_group
    following += count
    return order, places
