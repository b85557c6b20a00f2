"""Answers keep their place in the line for a model, so that every process can show it; empty where there is none."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column without a default, so that processes of the version before go on writing answers."""
    op.add_column("answer", sa.Column("place_in_line", sa.Integer(), nullable=True))
