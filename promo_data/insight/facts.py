"""What the rules of availability look at: one promotion of one customer, without frames or enums to decode."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

import pandas as pd

from promo_data.frames import Frames
from promo_data.frames.phases import phase
from promo_data.frames.records import records
from promo_data.insight.binding import KEYS
from promo_data.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of the allowances frame; absent numbers and words are ``None``."""

    stage: str
    measure: str
    limit_on: str | None
    period: str | None
    window: str | None
    cap: float | None
    used: float | None
    state: str


@dataclass(frozen=True, slots=True)
class PromotionFacts:
    """One promotion of one customer at ``now``; ``enrolment_ends`` is ``None`` where the answer had no timeline."""

    keys: tuple[Any, ...]
    type: str | None
    phase: Phase
    active: bool | None
    starts_at: datetime | None
    ends_at: datetime | None
    enrolled: int | None
    enrolment_ends: tuple[datetime | None, ...] | None
    limits: tuple[Limit, ...]
    now: datetime
    writable: bool
    zone: tzinfo = UTC

    @property
    def is_enrolled(self) -> bool | None:
        """Whether an enrolment runs now; ``None`` where the data does not tell."""
        if self.enrolment_ends is None:
            return False if self.enrolled == 0 else None
        if any(end is not None and end > self.now for end in self.enrolment_ends):
            return True
        return None if None in self.enrolment_ends else False

    @property
    def enrolment_expires_at(self) -> datetime | None:
        """When the latest enrolment ends, where that is given."""
        return max((end for end in self.enrolment_ends or () if end is not None), default=None)


def promotion_facts(
    both: Frames, *, now: datetime, writable_orgs: frozenset[int | None], zone: tzinfo = UTC
) -> Iterator[PromotionFacts]:
    """The facts of every row of the promotions frame, in its order."""
    limits = _limits_by_key(both.allowances)
    for row in records(both.promotions):
        keys = tuple(row[name] for name in KEYS)
        yield PromotionFacts(
            keys=keys,
            type=row["type"],
            phase=phase(row["starts_at"], row["ends_at"], now),
            active=row["active"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            enrolled=row["enrolled"],
            enrolment_ends=None if row["timeline"] is None else tuple(e["expires_at"] for e in row["timeline"]),
            limits=limits.get(keys, ()),
            now=now,
            writable=row["org_id"] in writable_orgs,
            zone=zone,
        )


def _limits_by_key(allowances: pd.DataFrame) -> dict[tuple[Any, ...], tuple[Limit, ...]]:
    found: dict[tuple[Any, ...], tuple[Limit, ...]] = {}
    names = tuple(Limit.__dataclass_fields__)
    for row in records(allowances):
        keys = tuple(row[name] for name in KEYS)
        found[keys] = (*found.get(keys, ()), Limit(**{name: row[name] for name in names}))
    return found
