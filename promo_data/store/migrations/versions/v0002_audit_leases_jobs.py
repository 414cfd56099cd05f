"""Reading back, undoing and deciding beside the intents; leases, jobs, and the audit, which can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_IS_UNDO = sa.text("undoes IS NOT NULL")
_ABORT = "BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
_AT_ITS_END = "NEW.sequence = (SELECT coalesce(max(sequence), 0) + 1 FROM audit)"
_ANY_CHANGE = "UPDATE OR DELETE OR TRUNCATE"
_RAISE = "BEGIN RAISE EXCEPTION 'the audit only grows'; END"
_GUARDS = {
    "sqlite": (
        f"CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit {_ABORT}",
        f"CREATE TRIGGER audit_loses_none BEFORE DELETE ON audit {_ABORT}",
        # INSERT OR REPLACE deletes without asking the one above
        f"CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit WHEN NOT {_AT_ITS_END} {_ABORT}",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ {_RAISE} $$",
        f"CREATE TRIGGER audit_keeps_rows BEFORE {_ANY_CHANGE} ON audit EXECUTE FUNCTION audit_only_grows()",
    ),
}


def upgrade() -> None:
    """Add the columns and tables; what version 1 left UNKNOWN is due to be read back at once."""
    _extend_intents()
    _add_tables()
    for guard in _GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)
    if "schema" in sa.inspect(op.get_bind()).get_table_names():
        op.drop_table("schema")  # version 1 told its version there; without it, its program refuses this database


def _extend_intents() -> None:
    for column in (
        sa.Column("undoes", sa.Uuid),
        sa.Column("batch", sa.Uuid),
        sa.Column("decision", sa.String),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("next_read_at", sa.DateTime(timezone=True)),
        sa.Column("reads", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("intents", column)
    op.execute("UPDATE intents SET next_read_at = ended_at WHERE state = 'unknown'")
    op.drop_index("intents_by_time", "intents")
    op.create_index("intents_by_time", "intents", ["backend", "prepared_at", "id"])
    op.create_index("intents_of_customer", "intents", ["backend", "customer_id"])
    op.create_index("intents_by_state", "intents", ["backend", "state", "next_read_at"])
    op.create_index("intents_undoing", "intents", ["undoes"], sqlite_where=_IS_UNDO, postgresql_where=_IS_UNDO)


def _add_tables() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("holder", sa.String),
        sa.Column("fence", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("backend", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("progress", sa.JSON),
        sa.Column("arguments", sa.JSON),
    )
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("backend", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("org_id", sa.BigInteger),
        sa.Column("program_id", sa.BigInteger),
        sa.Column("promotion_id", sa.BigInteger),
        sa.Column("customer_id", sa.BigInteger),
        sa.Column("action", sa.String),
        sa.Column("intent_id", sa.Uuid),
        sa.Column("outcome", sa.String),
        sa.Column("details", sa.String, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("mac", sa.String, nullable=False),
    )
    op.create_index("audit_of_intent", "audit", ["intent_id"])
