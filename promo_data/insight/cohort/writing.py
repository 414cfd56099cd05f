"""The files of a summary, each a table of ``arrows``; ``summary.py`` reads them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from promo_data.frames.columns import ABSENT, Figures, Numbers
from promo_data.insight.cohort.arranging import GONE, Arrangement, arrangement, scattered, slices
from promo_data.insight.cohort.arrows import write_columns, write_table
from promo_data.insight.cohort.known import Edition, Kind, Known
from promo_data.insight.cohort.spill import Spill

_ALWAYS_GIVEN = frozenset({"program_id", "promotion_id"})
_OF_MEMBERS = ("state", "room", "otherwise", "expires", "kind", "cap", "used")


class Spilled(NamedTuple):
    """All rows of a snapshot as they came: ``parts.Part`` with the limits that are near told apart once more."""

    members: Spill
    limits: Spill
    near: Spill


def write_summary(folder: Path, known: Known, spilled: Spilled) -> None:
    """Everything in ``spilled``, of which there is at least one row, arranged."""
    arranged = arrangement(spilled.members, known)
    write_columns(folder / "customers.arrow", {"customer_id": arranged.customers})
    write_table(folder / "promotions.arrow", _promotions(known, arranged))
    write_table(folder / "editions.arrow", _editions(known, arranged))
    write_table(folder / "kinds.arrow", _table(list(known.kinds), Kind))
    of_members = {name: spilled.members[name][arranged.order] for name in _OF_MEMBERS}
    write_columns(folder / "members.arrow", {"customer": arranged.customer[arranged.order], **of_members})
    _write_limits(folder, len(known.kinds), arranged, spilled)
    _write_near(folder, arranged, spilled)


def _promotions(known: Known, arranged: Arrangement) -> pa.Table:
    """The newest words of each promotion, and where its rows begin and end."""
    named, every = [known.named[key] for key in arranged.promotions], list(known.editions)
    words = {
        name: pa.array([getattr(one, name) for one in named], pa.string()) for name in ("name", "identifier", "event")
    }
    first = np.searchsorted(arranged.promotion_of[arranged.editions], np.arange(len(named) + 1))
    table = _table([every[one.edition] for one in named], Edition)
    return _with(table, **words, begin=arranged.begin[first[:-1]], end=arranged.begin[first[1:]])


def _editions(known: Known, arranged: Arrangement) -> pa.Table:
    every = list(known.editions)
    table = _table([every[number] for number in arranged.editions.tolist()], Edition)
    places = arranged.promotion_of[arranged.editions]
    return _with(table, promotion=places, begin=arranged.begin[:-1], end=arranged.begin[1:])


def _table(rows: Sequence[tuple[Any, ...]], kind: type[Edition | Kind]) -> pa.Table:
    """Words as text, everything else as whole numbers."""
    types = {name: pa.int64() if hint is int else pa.string() for name, hint in kind.__annotations__.items()}
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    given = {
        name: column if name in _ALWAYS_GIVEN else [None if value == ABSENT else value for value in column]
        for name, column in zip(types, columns, strict=True)
    }
    return pa.table({name: pa.array(column, types[name]) for name, column in given.items()})


def _with(table: pa.Table, **columns: Any) -> pa.Table:  # noqa: ANN401 - arrays of NumPy or of Arrow
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values))
    return table


def _write_limits(folder: Path, kinds: int, arranged: Arrangement, spilled: Spilled) -> None:
    """All limits of one promotion and kind beside one another, and an index of where they are."""
    limits, edition = spilled.limits, spilled.members["edition"]

    def group(piece: slice) -> Numbers:
        member = limits["member"][piece]
        pair = arranged.promotion_of[edition[member]] * kinds + limits["kind"][piece]
        return np.where(arranged.place_of[member] == GONE, -1, pair)

    groups = len(arranged.promotions) * kinds
    highest = _highest(limits["cap"], group, groups)
    found = scattered(limits, ("member", "state", "headroom"), group, groups)
    pairs = np.flatnonzero(np.diff(found.begin))
    of_pair = {"promotion": pairs // max(kinds, 1), "kind": pairs % max(kinds, 1), "cap": highest[pairs]}
    write_columns(folder / "limit_index.arrow", {**of_pair, "begin": found.begin[pairs], "end": found.begin[pairs + 1]})
    member = arranged.place_of[found.columns["member"]]
    write_columns(folder / "limits.arrow", {**found.columns, "member": member})


def _highest(cap: Figures, group: Callable[[slice], Numbers], groups: int) -> Figures:
    """The highest cap of each group, NaN where none is given."""
    highest = np.full(groups, np.nan)
    for piece in slices(len(cap)):
        place = group(piece)
        np.fmax.at(highest, place[place >= 0], cap[piece][place >= 0])
    return highest


def _write_near(folder: Path, arranged: Arrangement, spilled: Spilled) -> None:
    """What is nearest to its cap comes first; of equal shares, what has less left."""
    near = spilled.near
    place = arranged.place_of[near["member"]]
    order = np.lexsort((place, near["headroom"], -near["share_used"]))
    order = order[place[order] != GONE]
    of_near = {name: near[name][order] for name in ("kind", "cap", "used")}
    promotion = arranged.promotion_of[spilled.members["edition"][near["member"][order]]]
    write_columns(folder / "near.arrow", {"member": place[order], "promotion": promotion.astype(np.int32), **of_near})
