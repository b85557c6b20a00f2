"""Keys say whether they may read regulations (those that stand were issued for models and may not); reads are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, whose default is of this migration alone, and the table."""
    with op.batch_alter_table("api_key") as table:
        table.add_column(sa.Column("may_read", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("api_key") as table:
        table.alter_column("may_read", server_default=None)
    op.create_table(
        "read_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "organisation_id", "api_key_id", "door", "deed", name=op.f("pk_read_count")
        ),
    )
