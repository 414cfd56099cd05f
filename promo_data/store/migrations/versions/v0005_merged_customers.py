"""Into which customer one was merged since, and milestones as what they are: not an enrolment, which leaves a trace."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; what is open of milestones must not be settled as enrolments are."""
    op.add_column("intents", sa.Column("merged_into", sa.BigInteger))
    op.execute(
        "UPDATE intents SET effect = 'enrol_milestones' WHERE route = 'v3_enrol_milestones' AND effect = 'enrol' "
        "AND state IN ('prepared', 'sent', 'unknown', 'conflict')"
    )
