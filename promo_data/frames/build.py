"""Reads in, the two frames out: one customer and a million go the same way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from promo_data.frames.allowances import allowances_frame
from promo_data.frames.catalogue import Catalogue, Own
from promo_data.frames.columns import Numbers, ids, integers, times
from promo_data.frames.gathered import Promotions, gathered
from promo_data.frames.harvest import Group, Harvester
from promo_data.frames.lookup import lookup
from promo_data.frames.promotions import promotions_frame
from promo_data.models.reading import CustomerRead


@dataclass(frozen=True, eq=False)
class Frames:
    """``promotions``: one row a customer, org and promotion; ``allowances``: one row a limit (``frames.schema``)."""

    promotions: pd.DataFrame
    allowances: pd.DataFrame


class FrameBuilder:
    """Builds both frames from reads that come one after another, of which only figures are kept.

    ``near_share`` is the share used from which a limit is near.
    """

    def __init__(self, near_share: float) -> None:
        self._near_share = near_share
        self._catalogue = Catalogue()
        self._harvester = Harvester(self._catalogue)

    def add(self, reads: Iterable[CustomerRead]) -> None:
        """Add the rows of ``reads``; they may come from a generator, one by one."""
        for read in reads:
            self.add_groups(_groups(read))

    def add_groups(self, groups: Iterable[Group]) -> None:
        """Add promotions by customer, org and answer, as a pull of many customers has them."""
        for group in groups:
            self._harvester.take(group)

    def frames(self) -> Frames:
        """Both frames of everything added so far, in the order in which it came; nothing gives frames without rows."""
        known = lookup(self._catalogue)
        promotions, limits = gathered(self._harvester.blocks(), known, self._harvester.courses, self._near_share)
        once = np.ones_like(promotions.limits)
        return Frames(
            promotions_frame(_keys(promotions, known.owns, once), promotions, known),
            allowances_frame(_keys(promotions, known.owns, promotions.limits), limits, known.of.kinds),
        )


def frames(reads: Iterable[CustomerRead], *, near_share: float) -> Frames:
    """Both frames of any number of reads; none gives frames without rows."""
    builder = FrameBuilder(near_share)
    builder.add(reads)
    return builder.frames()


def _groups(read: CustomerRead) -> Iterator[Group]:
    for owner, rows in groupby(read.rows, attrgetter("customer_id", "org_id", "as_of")):
        yield Group(*owner, [row.promotion for row in rows], read.mixed_units)


def _keys(promotions: Promotions, owns: Sequence[Own], rows: Numbers) -> dict[str, Any]:
    """The columns that both frames have, for a frame that has so many ``rows`` of each promotion."""
    program = np.array([own.program_id for own in owns], np.int64)[promotions.own]
    promotion = np.array([own.promotion_id for own in owns], np.int64)[promotions.own]
    return {
        "customer_id": ids(np.repeat(promotions.customer, rows)),
        "org_id": ids(np.repeat(promotions.org, rows)),
        "program_id": integers(np.repeat(program, rows)),
        "promotion_id": integers(np.repeat(promotion, rows)),
        "as_of": times(np.repeat(promotions.as_of, rows)),
    }
