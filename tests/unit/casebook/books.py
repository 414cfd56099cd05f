"""Casebooks over one store, with a clock that tests move, and looks to keep in them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Table, select

from promo_data.casebook import Casebook, root_key
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.store import open_store, reading, writing
from promo_data.vocabulary import IdentifierKind
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json, restriction_json, restrictions_json
from tests.stores import place_for

MOBILE = CustomerIdentifier(IdentifierKind.MOBILE, "917406400033")
EMAIL = CustomerIdentifier(IdentifierKind.EMAIL, "jane@example.com")
EXTERNAL = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "CARD-JOHN-SMITH")
NAMES = (MOBILE, EMAIL, EXTERNAL)

OURS = "https://a.example"


@dataclass
class Book:
    """The store of ``folder``; ``now`` and ``ticks`` are what the clocks of every casebook opened on it show."""

    folder: Path
    now: datetime = AS_OF
    ticks: float = 0.0
    engines: list[Engine] = field(default_factory=list)

    def engine(self) -> Engine:
        """The store, as another process would open it."""
        self.engines.append(open_store(place_for(self.folder)))
        return self.engines[-1]

    def open(self, *, backend: str = OURS, key: str | None = None, keep_days: int = 90) -> Casebook:
        engine = self.engine()
        return Casebook(
            engine,
            root_key(engine, self.folder, key),
            whose=(backend, str(OWN_ORG.id)),
            person="kim",
            keep_days=keep_days,
            clock=lambda: self.now,
            ticks=lambda: self.ticks,
        )

    def later(self, **time: float) -> None:
        """Let time pass on both clocks."""
        self.now += timedelta(**time)
        self.ticks += timedelta(**time).total_seconds()

    def rows(self, table: Table) -> list[dict[str, Any]]:
        with reading(self.engine()) as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    def change(self, table: Table, **values: object) -> None:
        """What somebody can do who may write the database and has no key."""
        with writing(self.engine()) as connection:
            connection.execute(table.update().values(values))

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()


def on_disk(folder: Path) -> Casebook:
    """A casebook over the SQLite file of that folder, as a process of its own has it."""
    engine = open_store(folder)
    key = root_key(engine, folder, None)
    return Casebook(engine, key, whose=(OURS, "1"), person="kim", keep_days=90, clock=lambda: AS_OF)


def view_of_read(read: CustomerRead, *, now: datetime = AS_OF) -> CustomerView:
    zone = ZoneInfo("Asia/Kolkata")
    return customer_view(read, now=now, near_share=0.8, writable_orgs=(OWN_ORG.id, None), zone=zone)


def look(hours: float = 0, *, used: int = 1, **changed: Any) -> CustomerView:  # noqa: ANN401 - any field of a read
    """A look at one promotion, answered ``hours`` after ``AS_OF``; ``changed`` are fields of the read."""
    at = AS_OF + timedelta(hours=hours)
    limit = restriction_json(currentCustomerUsage=str(used))
    given = promotion_json(promotionRestriction=restrictions_json(redemption=[limit]))
    return view_of_read(replace(customer_read(given, as_of=at), **changed), now=at)


def used_in(view: CustomerView | None) -> float | None:
    """How much of the one limit was used in that look."""
    return None if view is None else float(view.allowances["used"][0])
