"""The tables as they are now; ``migrations`` makes them, and a test holds the two together.

No mobile, e-mail or external id is in any of them in clear: those on record are masked, those of the casebook sealed.
The vendor's own numbers of customers are.
"""

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
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    func,
)
from sqlalchemy.types import TypeDecorator

UNDER_WAY = ("prepared", "sent")
"""States of an intent that has not ended."""

OPEN_STATES = (*UNDER_WAY, "unknown", "conflict")
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
    Column("undoes", Uuid),
    Column("batch", Uuid),
    Column("decision", String),
    Column("decided_by", String),
    Column("decided_at", UtcTime),
    Column("next_read_at", UtcTime),
    Column("reads", Integer, nullable=False, server_default="0"),
    Column("promotion_name", String),
    Column("vendor_sent_at", UtcTime),
    Column("merged_into", BigInteger),
)
"""One row a wish that a person confirmed, from before anything is sent to its end.

``undoes`` is the intent that this one takes back, ``batch`` what rows of one request share; ``next_read_at`` is when
an UNKNOWN one is read back, ``reads`` how often it was. ``promotion_name`` is the promotion's when the customer was
read for it, ``vendor_sent_at`` what time it was at the vendor when it was sent; ``merged_into`` is the customer who
answered for this one when the intent was read back.
"""

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
Index("intents_by_time", INTENTS.c.backend, INTENTS.c.prepared_at, INTENTS.c.id)
Index("intents_of_customer", INTENTS.c.backend, INTENTS.c.customer_id)
Index("intents_by_state", INTENTS.c.backend, INTENTS.c.state, INTENTS.c.next_read_at)  # what every round looks for
_UNDO = INTENTS.c.undoes.is_not(None)
Index("intents_undoing", INTENTS.c.undoes, sqlite_where=_UNDO, postgresql_where=_UNDO)

LEASES = Table(
    "leases",
    METADATA,
    Column("name", String, primary_key=True),
    Column("holder", String),
    Column("fence", BigInteger, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)
"""Who may do what only one may do; ``fence`` grows with each change of hands, ``holder`` is absent once let go."""

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("backend", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("person", String, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("progress", JSON(none_as_null=True)),
    Column("arguments", JSON(none_as_null=True)),
)
"""Work that takes long, and how far it came."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("event", String, nullable=False),
    Column("backend", String, nullable=False),
    Column("person", String, nullable=False),
    Column("org_id", BigInteger),
    Column("program_id", BigInteger),
    Column("promotion_id", BigInteger),
    Column("customer_id", BigInteger),
    Column("action", String),
    Column("intent_id", Uuid),
    Column("outcome", String),
    Column("details", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("mac", String, nullable=False),
)
"""What was done, by whom, for whom and with what outcome; triggers keep rows from being changed or removed.

``mac`` seals the row and, through ``previous``, all rows before it (``promo_data.audit``).
"""
Index("audit_of_intent", AUDIT.c.intent_id)

REFERENCES = Table(
    "customer_references",
    METADATA,
    Column("name", String, primary_key=True),
    Column("token", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("used_at", UtcTime, nullable=False),
)
"""What stands for a customer in an address: ``name`` and ``sealed`` tell nothing without the key (``casebook``)."""
Index("reference_by_token", REFERENCES.c.token, unique=True)

LOOKS = Table(
    "looks",
    METADATA,
    Column("name", String, primary_key=True),
    Column("seen_at", UtcTime, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""What was last seen of a customer, sealed; ``seen_at`` is the time of its newest answer."""
Index("looks_by_time", LOOKS.c.seen_at)

CASES = Table(
    "cases",
    METADATA,
    Column("token", String, primary_key=True),
    Column("opened_at", UtcTime, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""What was seen of a customer, sealed for good under what its link says."""
Index("cases_by_time", CASES.c.opened_at)

COHORTS = Table(
    "cohorts",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("account", String, nullable=False),
    Column("name", String, nullable=False),
    Column("about", LargeBinary, nullable=False),
    Column("identifiers", LargeBinary, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime, nullable=False),
)
"""Customers under a name that a person gave them: ``about`` holds the name and how many they are, sealed like them.

``account`` and ``name`` tell nothing without the key (``cohort.saved``).
"""
Index("one_cohort_a_name", COHORTS.c.account, COHORTS.c.name, unique=True)
Index("cohorts_by_use", COHORTS.c.used_at)
