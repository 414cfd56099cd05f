"""What the promotion was called when somebody acted, and what time it was at the vendor when it was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; for what is open the vendor's time was not noted, and our own is the best there is."""
    op.add_column("intents", sa.Column("promotion_name", sa.String))
    op.add_column("intents", sa.Column("vendor_sent_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE intents SET vendor_sent_at = sent_at WHERE state IN ('sent', 'unknown')")
