"""The journal of intents, as the first version had it; databases of that time are taken over as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_OPEN = sa.text("state IN ('prepared', 'sent', 'unknown', 'conflict')")


def upgrade() -> None:
    """Make the table and its guards."""
    op.create_table(
        "intents",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("backend", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("form_token", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("route", sa.String, nullable=False),
        sa.Column("effect", sa.String),
        sa.Column("org_id", sa.BigInteger),
        sa.Column("program_id", sa.BigInteger, nullable=False),
        sa.Column("promotion_id", sa.BigInteger, nullable=False),
        sa.Column("customer_id", sa.BigInteger),
        sa.Column("customer_masked", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("insisted", sa.Boolean, nullable=False),
        sa.Column("body_digest", sa.String, nullable=False),
        sa.Column("figures_before", sa.JSON),
        sa.Column("figures_after", sa.JSON),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("code", sa.Integer),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("advice", sa.String, nullable=False),
        sa.Column("vendor_message", sa.String, nullable=False),
        sa.Column("ids", sa.JSON),
        sa.Column("request_id", sa.String),
        sa.Column("blocked_by", sa.Uuid),
    )
    org = sa.text("coalesce(org_id, 0)")  # two absent values are distinct to an index
    op.create_index(
        "one_open_intent",
        "intents",
        ["backend", org, "program_id", "promotion_id", "customer_id", "effect"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("one_intent_a_form", "intents", ["backend", "form_token"], unique=True)
    op.create_index("intents_by_time", "intents", ["prepared_at"])
