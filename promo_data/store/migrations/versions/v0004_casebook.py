"""The casebook: references to customers, the last looks at them, and cases."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables; all that tells of a customer is sealed."""
    op.create_table(
        "customer_references",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("reference_by_token", "customer_references", ["token"], unique=True)
    op.create_table(
        "looks",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("looks_by_time", "looks", ["seen_at"])
    op.create_table(
        "cases",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("cases_by_time", "cases", ["opened_at"])
