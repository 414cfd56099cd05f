"""Saved cohorts over one store, with clocks that tests move."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import Engine, select

from promo_data.cache.secret import Secret
from promo_data.cohort.lists import CustomerList
from promo_data.cohort.saved import Cohorts
from promo_data.store import open_store, reading, writing
from promo_data.store.tables import COHORTS
from promo_data.vocabulary import IdentifierKind
from tests.factories import AS_OF
from tests.stores import place_for

OURS = "https://a.example"
MOBILES = ("917406400033", "917406400034")


def customers(*mobiles: str) -> CustomerList:
    return CustomerList.of(IdentifierKind.MOBILE, pa.array(mobiles or MOBILES))


@dataclass
class Shelves:
    """The store of ``folder``; ``now`` is what the clock of all cohorts opened on it shows, ``ticks`` their other."""

    folder: Path
    now: datetime = AS_OF
    ticks: float = 0.0
    engines: list[Engine] = field(default_factory=list)

    def engine(self) -> Engine:
        self.engines.append(open_store(place_for(self.folder)))
        return self.engines[-1]

    def open(self, *, backend: str = OURS, key: bytes = b"k" * 32, keep_days: int = 90) -> Cohorts:
        return Cohorts(
            self.engine(),
            Secret(key),
            whose=(backend, "1"),
            keep_days=keep_days,
            clock=lambda: self.now,
            ticks=lambda: self.ticks,
        )

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.ticks += timedelta(**time).total_seconds()

    def rows(self) -> list[dict[str, Any]]:
        with reading(self.engine()) as connection:
            return [dict(row) for row in connection.execute(select(COHORTS)).mappings()]

    def change(self, **values: object) -> None:
        """What somebody can do who may write the database and has no key."""
        with writing(self.engine()) as connection:
            connection.execute(COHORTS.update().values(values))

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()
