"""The measure of an answer's citations also counts its claims, and the quotations that were compared."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COUNTS = ("claims", "quotations", "faithful")


def upgrade() -> None:
    """Add the counts; what was measured before compared none. The default is of this migration alone."""
    with op.batch_alter_table("citation_measure") as measure:
        for name in _COUNTS:
            measure.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("citation_measure") as measure:
        for name in _COUNTS:
            measure.alter_column(name, server_default=None)
