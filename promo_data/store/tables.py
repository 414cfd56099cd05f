"""The tables. No mobile, e-mail or external id is in any of them: only masked ones, and the vendor's own numbers."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    func,
)
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1
OPEN_STATES = ("prepared", "sent", "unknown", "conflict")
"""States of an intent whose end is not known: while one is open, no second one of its kind may be sent."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """The time in UTC; a naive one raises ``ValueError``."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without zone cannot be recorded")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """The time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

SCHEMA = Table("schema", METADATA, Column("version", Integer, primary_key=True, autoincrement=False))
"""The highest is the version these tables have."""

INTENTS = Table(
    "intents",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("backend", String, nullable=False),
    Column("person", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("form_token", String),
    Column("state", String, nullable=False),
    Column("route", String, nullable=False),
    Column("effect", String),
    Column("org_id", BigInteger),
    Column("program_id", BigInteger, nullable=False),
    Column("promotion_id", BigInteger, nullable=False),
    Column("customer_id", BigInteger),
    Column("customer_masked", String, nullable=False),
    Column("source", String, nullable=False),
    Column("insisted", Boolean, nullable=False),
    Column("body_digest", String, nullable=False),
    Column("figures_before", JSON(none_as_null=True)),
    Column("figures_after", JSON(none_as_null=True)),
    Column("prepared_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("code", Integer),
    Column("message", String, nullable=False, default=""),
    Column("advice", String, nullable=False, default=""),
    Column("vendor_message", String, nullable=False, default=""),
    Column("ids", JSON(none_as_null=True)),
    Column("request_id", String),
    Column("blocked_by", Uuid),
)
"""One row a wish that a person confirmed, from before anything is sent to its end."""

_OPEN = INTENTS.c.state.in_(OPEN_STATES)
Index(
    "one_open_intent",
    INTENTS.c.backend,
    func.coalesce(INTENTS.c.org_id, 0),  # two absent values are distinct to an index
    INTENTS.c.program_id,
    INTENTS.c.promotion_id,
    INTENTS.c.customer_id,
    INTENTS.c.effect,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("one_intent_a_form", INTENTS.c.backend, INTENTS.c.form_token, unique=True)
Index("intents_by_time", INTENTS.c.prepared_at)
