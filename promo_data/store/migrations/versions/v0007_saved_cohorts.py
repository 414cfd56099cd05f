"""Saved cohorts: customers under a name, both sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table; ``account`` and ``name`` are keyed hashes, and what tells of customers is sealed."""
    op.create_table(
        "cohorts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("about", sa.LargeBinary, nullable=False),
        sa.Column("identifiers", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("one_cohort_a_name", "cohorts", ["account", "name"], unique=True)
    op.create_index("cohorts_by_use", "cohorts", ["used_at"])
