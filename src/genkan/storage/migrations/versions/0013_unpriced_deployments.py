"""Budgets say whether they allow deployments whose price is not known; those that stand do not."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the default is of this migration alone."""
    with op.batch_alter_table("quota") as quota:
        quota.add_column(
            sa.Column("allows_unpriced", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("quota") as quota:
        quota.alter_column("allows_unpriced", server_default=None)
