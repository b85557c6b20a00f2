"""A test knows which model looked at its open answers beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody was asked so far."""
    op.add_column("evaluation_exam", sa.Column("judge", sa.Text(), nullable=True))
