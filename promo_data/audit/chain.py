"""The chain: each row's seal covers the row and the seal before it, so that no row can change, move, come or go."""

import hmac
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select

from promo_data.audit.entry import Entry
from promo_data.store.tables import AUDIT

Row = dict[str, Any]
"""The columns of ``AUDIT``."""

FIRST_PREVIOUS = "0" * 64
"""What stands in the first row for the seal before it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row's place and seal: all that the next row, or a head outside the database, needs to know of it."""

    sequence: int
    mac: str


BEFORE_ALL = Link(0, FIRST_PREVIOUS)
"""What the first row follows."""


def sealed(entry: Entry, after: Link, at: datetime, key: bytes) -> Row:
    """The row of ``AUDIT`` that puts ``entry`` after that link."""
    details = orjson.dumps(dict(entry.details), option=orjson.OPT_SORT_KEYS).decode()
    row = asdict(entry) | {"details": details, "sequence": after.sequence + 1, "at": at, "previous": after.mac}
    return row | {"mac": seal(row, key)}


def seal(row: Row, key: bytes) -> str:
    """HMAC-SHA256 over the row without its seal, as JSON with sorted names, whichever database it was kept in."""
    content = {str(name): value for name, value in row.items() if name not in ("mac", "at")}
    content["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hmac.new(key, orjson.dumps(content, option=orjson.OPT_SORT_KEYS), "sha256").hexdigest()


def last_row(connection: Connection) -> Row | None:
    """The latest row; ``None`` in an empty audit."""
    latest = connection.execute(select(AUDIT).order_by(AUDIT.c.sequence.desc()).limit(1)).first()
    return None if latest is None else latest._asdict()


def link(row: Row | None) -> Link:
    """Where the next row joins."""
    return BEFORE_ALL if row is None else Link(row["sequence"], row["mac"])
