"""Runs of apps that two models do side by side: to which pair a run belongs, on which side, and which output was picked."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty for every run that stands alone."""
    for name, length in (("pair_id", 36), ("side", 1), ("picked_id", 36)):
        op.add_column("app_run", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.create_index("ix_app_run_pair_id", "app_run", ["pair_id"])
