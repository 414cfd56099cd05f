"""One part of a snapshot as columns of figures: what every customer has of every promotion, and every limit of that."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from promo_data.frames.columns import Figures, Numbers
from promo_data.insight.cohort.coded import Words, chosen, figures, moments, numbered, numbers, words
from promo_data.insight.cohort.editions import editions
from promo_data.insight.cohort.enrolments import enrolments
from promo_data.insight.cohort.known import Kind, Known
from promo_data.insight.cohort.pieces import Piece, pieces
from promo_data.insight.cohort.spill import Column
from promo_data.insight.cohort.tightest import (
    ALL_STATES,
    MEASURES,
    STAGES,
    LimitColumns,
    binding_rows,
    room,
    states,
)
from promo_data.vocabulary import Stage

_OF_PROMOTIONS = (
    *("type", "starts_at", "ends_at", "active", "stages_given", "enrolled", "timeline"),
    *("name", "identifier", "event"),
)
_OF_ALLOWANCES = ("cap", "used", "headroom", "share_used", "state", *Kind._fields)
_NO_LIMITS = pa.table({name: pa.nulls(0) for name in _OF_ALLOWANCES})
_STAGES_WITH_LISTS = frozenset({Stage.ISSUAL, Stage.EARN, Stage.REDEMPTION})


class Part(NamedTuple):
    """``members``: one entry a customer and promotion; ``limits``: one a limit, of the entry ``member``."""

    members: dict[str, Column]
    limits: dict[str, Column]


def parts(folder: Path, known: Known) -> Iterator[Part]:
    """The snapshot in ``folder``, in order; ``known`` learns what rows have in common. Raises as ``pieces``."""
    for piece in pieces(folder, _OF_PROMOTIONS, _OF_ALLOWANCES):
        if len(piece.promotions):
            yield _part(piece, known)


def _part(piece: Piece, known: Known) -> Part:
    kind, limits = _limits(piece, known)
    members = _members(piece.promotions, limits, known)
    bound = binding_rows(limits, len(piece.promotions))
    stages = words(piece.promotions["stages_given"])
    whole = np.array([*(_stages(text) >= _STAGES_WITH_LISTS for text in stages.known), False])[stages.places]
    members |= {
        "state": states(limits, bound, whole=whole),
        "kind": _bound(kind, bound, -1),
        "cap": _bound(limits.cap, bound, np.nan),
        "used": _bound(limits.used, bound, np.nan),
    }
    of_limits = {name: getattr(limits, name) for name in ("state", "cap", "used", "headroom", "share_used")}
    return Part(members, {**of_limits, "member": limits.promotion, "kind": kind})


def _members(promotions: pa.Table, limits: LimitColumns, known: Known) -> dict[str, Column]:
    """What the rows say by themselves, and whether they have room."""
    told = enrolments(words(promotions["timeline"]), numbers(promotions["enrolled"]))
    to_enrol, to_issue = (room(limits, stage, len(promotions)) for stage in (Stage.ISSUAL, Stage.EARN))
    return {
        "customer": numbers(promotions["customer_id"]),
        "as_of": moments(promotions["as_of"]),
        "edition": editions(promotions, known),
        "room": to_enrol * np.uint8(3) + to_issue,
        "otherwise": told.otherwise,
        "expires": told.ends,
    }


def _stages(given: str | None) -> frozenset[str]:
    return frozenset((given or "").split(", "))


def _bound(values: Column, bound: Numbers, otherwise: float) -> Column:
    """The value of what binds each promotion."""
    return (
        np.where(bound >= 0, values.take(bound, mode="clip"), otherwise)
        if len(values)
        else np.full(len(bound), otherwise)
    )


def _limits(piece: Piece, known: Known) -> tuple[Numbers, LimitColumns]:
    """The number of each limit's kind, and the limits."""
    allowances = piece.allowances if len(piece.owner) else _NO_LIMITS
    said = {name: words(allowances[name]) for name in (*Kind._fields, "state")}
    places, first = numbered([said[name].places for name in Kind._fields])
    rows = zip(*(chosen(said[name], first) for name in Kind._fields), strict=True)
    kinds = [known.kinds[Kind(*row)] for row in rows]
    drawn: dict[str, Figures] = {name: figures(allowances[name]) for name in ("cap", "used", "headroom", "share_used")}
    return np.array(kinds, np.int64)[places], LimitColumns(
        promotion=piece.owner,
        stage=_in(said["stage"], STAGES),
        measure=_in(said["measure"], MEASURES),
        state=_in(said["state"], ALL_STATES),
        **drawn,
    )


def _in(column: Words, known: Sequence[str]) -> Numbers:
    """Places in our own list of words."""
    return np.array([*(-1 if word is None else known.index(word) for word in column.known), -1], np.int64)[
        column.places
    ]
