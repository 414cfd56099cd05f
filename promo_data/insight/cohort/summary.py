"""A summary as it lies on disk: every column is mapped into memory and read where it is looked at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from promo_data.frames.columns import ABSENT, Flags, Numbers
from promo_data.insight.cohort.arrows import Columns, read_columns, read_table
from promo_data.insight.cohort.asked import CohortFilters
from promo_data.insight.cohort.summarise import ABOUT, SUMMARY, VERSION, summarise
from promo_data.models.reading import PromotionKey

Lists = dict[str, list[Any]]
LISTS = ("promotions", "editions", "kinds")
COLUMNS = ("members", "limit_index", "limits", "near")


@dataclass(frozen=True, eq=False)
class Summary:
    """What ``writing.py`` wrote.

    ``promotions``, ``editions`` and ``kinds`` are lists by column; ``begin`` and ``end`` are places in ``members``.
    ``members`` has one entry a customer and promotion: ``customer`` is a place in ``customers``, ``kind`` one in
    ``kinds`` (-1 where no limit binds). ``limits`` are found by ``limit_index``; ``near`` is sorted. ``as_of`` is when
    the newest answer arrived, in microseconds since 1970, ``ABSENT`` where none did.
    """

    as_of: int
    customers: Numbers
    promotions: Lists
    editions: Lists
    kinds: Lists
    members: Columns
    limit_index: Columns
    limits: Columns
    near: Columns

    @property
    def keys(self) -> list[PromotionKey]:
        """The keys of the promotions, in their order."""
        of = self.promotions
        return list(zip(of["org_id"], of["program_id"], of["promotion_id"], strict=True))

    def place_of(self, promotion: PromotionKey) -> int | None:
        """The place of a promotion; ``None`` where no customer has it."""
        return self.keys.index(promotion) if promotion in self.keys else None

    def fitting(self, filters: CohortFilters) -> Flags:
        """Which promotions the filters leave, their ``states`` aside."""
        wanted = {
            "org_id": filters.orgs,
            "program_id": filters.programmes,
            "type": filters.types,
            "event": filters.events,
        }
        fits = np.ones(len(self.keys), np.bool_)
        for name, values in wanted.items():
            fits &= np.array([not values or value in values for value in self.promotions[name]], np.bool_)
        named = filters.promotions
        return fits & np.array([not named or key in named for key in self.keys], np.bool_)


def open_summary(folder: Path) -> Summary:
    """The summary of the snapshot in ``folder``, made first where it is missing or of another version."""
    place = folder / SUMMARY
    if _version(place) != VERSION:
        summarise(folder)
    about = orjson.loads((place / ABOUT).read_bytes())
    lists: dict[str, Lists] = {name: read_table(place / f"{name}.arrow").to_pydict() for name in LISTS}
    columns = {name: read_columns(place / f"{name}.arrow") for name in COLUMNS}
    customers = read_columns(place / "customers.arrow")["customer_id"]
    as_of = ABSENT if about["as_of"] is None else int(about["as_of"])
    return Summary(
        as_of=as_of,
        customers=customers,
        promotions=lists["promotions"],
        editions=lists["editions"],
        kinds=lists["kinds"],
        members=columns["members"],
        limit_index=columns["limit_index"],
        limits=columns["limits"],
        near=columns["near"],
    )


def _version(place: Path) -> int | None:
    try:
        about = orjson.loads((place / ABOUT).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return None
    version: int = about["version"]
    return version
