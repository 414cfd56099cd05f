"""Checking the audit: the chain of its rows, the heads outside the database, and the journal it tells of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Engine, and_, func, or_, select

from promo_data.audit.chain import BEFORE_ALL, Link, Row, seal
from promo_data.audit.entry import Event
from promo_data.audit.heads import Heads
from promo_data.store import reading
from promo_data.store.tables import AUDIT, INTENTS, UNDER_WAY

_AT_ONCE = 1_000
_FACTS = ("org_id", "program_id", "promotion_id", "customer_id")
"""What an intent keeps from its first row on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row at which the audit is not what was written, and what is wrong there."""

    sequence: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and found; ``journal`` holds the actions on record that the audit tells otherwise, or not."""

    rows: int
    heads: int
    fault: Fault | None
    journal: tuple[UUID, ...]
    doubts: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, and nothing could have been without showing."""
        return self.fault is None and not self.journal and not self.doubts


def verify(engine: Engine | None, heads: Heads, key: Callable[[], bytes]) -> Finding:
    """What a walk over all rows shows; without an ``engine`` there is no database, and so no row.

    ``key`` is asked for once there is something sealed. Raises ``StoreError`` where key or rows cannot be read.
    """
    if engine is None:
        return Finding(0, len(heads.kept), _cut(BEFORE_ALL, heads), (), tuple(_doubts(heads, BEFORE_ALL)))
    with reading(engine) as connection:
        in_order = select(AUDIT).order_by(AUDIT.c.sequence).execution_options(yield_per=_AT_ONCE)
        with connection.execute(in_order) as rows:
            last, fault = _walked((row._asdict() for row in rows), heads, key)
        journal = tuple(dict.fromkeys([*_told_otherwise(connection), *_untold(connection)]))
    return Finding(last.sequence, len(heads.kept), fault, journal, tuple(_doubts(heads, last)))


def _walked(rows: Iterable[Row], heads: Heads, key: Callable[[], bytes]) -> tuple[Link, Fault | None]:
    """The last row that is right, and what is wrong with the one after it."""
    last, sealed_with = BEFORE_ALL, cache(key)
    for row in rows:
        fault = _broken(row, last, sealed_with()) or _replaced(row, heads)
        if fault is not None:
            return last, fault
        last = Link(row["sequence"], row["mac"])
    return last, _cut(last, heads)


def _broken(row: Row, last: Link, key: bytes) -> Fault | None:
    expected = last.sequence + 1
    if row["sequence"] != expected:
        return Fault(expected, "It is missing.")
    if seal(row, key) != row["mac"]:
        return Fault(expected, "It was changed, or was sealed with another key.")
    return None if row["previous"] == last.mac else Fault(expected, "It does not follow the row before it.")


def _replaced(row: Row, heads: Heads) -> Fault | None:
    """A head for this place is another row's: the chain went another way once, from somewhere after the head before."""
    other = next((head for head in heads.at(row["sequence"]) if head.link.mac != row["mac"]), None)
    if other is None:
        return None
    return Fault(row["sequence"], f"On {_time(other.at)} another row was here: an older copy was put in place since.")


def _cut(last: Link, heads: Heads) -> Fault | None:
    latest = heads.latest
    if latest is None or latest.link.sequence <= last.sequence:
        return None
    upto = f"with all up to {latest.link.sequence}, which was there on {_time(latest.at)}"
    return Fault(last.sequence + 1, f"It is missing, {upto}.")


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _doubts(heads: Heads, last: Link) -> Iterator[str]:
    if heads.unreadable:
        yield f"Lines of the heads outside the database that cannot be read: {heads.unreadable}."
    elif heads.latest is None and last != BEFORE_ALL:
        yield "No head of it is kept outside the database, so a cut tail would not show."


def _told_otherwise(connection: Connection) -> Iterator[UUID]:
    """The intents that the last row on each tells otherwise than the journal does, or that the journal lacks."""
    newest = select(func.max(AUDIT.c.sequence)).where(AUDIT.c.intent_id.is_not(None)).group_by(AUDIT.c.intent_id)
    is_newest = AUDIT.c.sequence.in_(newest)
    other = or_(
        INTENTS.c.id.is_(None),
        and_(is_newest, AUDIT.c.outcome.is_distinct_from(INTENTS.c.state)),
        and_(AUDIT.c.event == Event.ENDED, AUDIT.c.person != INTENTS.c.person),
        and_(INTENTS.c.effect.is_not(None), AUDIT.c.action != INTENTS.c.effect),  # version 6 dropped some
        *(AUDIT.c[name].is_distinct_from(INTENTS.c[name]) for name in _FACTS),
    )
    rows = select(AUDIT.c.intent_id).outerjoin(INTENTS, INTENTS.c.id == AUDIT.c.intent_id)
    yield from connection.scalars(rows.where(AUDIT.c.intent_id.is_not(None), other).order_by(AUDIT.c.sequence))


def _untold(connection: Connection) -> Iterator[UUID]:
    """The intents that ended and have no row; those from before the audit need none."""
    began = select(func.min(AUDIT.c.at)).where(AUDIT.c.event == Event.BEGAN).scalar_subquery()
    told = select(AUDIT.c.sequence).where(AUDIT.c.intent_id == INTENTS.c.id)
    untold = select(INTENTS.c.id).where(
        INTENTS.c.state.not_in(UNDER_WAY), ~told.exists(), INTENTS.c.prepared_at >= began
    )
    yield from connection.scalars(untold.order_by(INTENTS.c.prepared_at))
