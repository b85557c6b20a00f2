"""Introduced apps have titles, those of external apps at once, and the apps that every organisation has stand once."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, whose default is of this migration alone, and the table."""
    with op.batch_alter_table("introduced_app") as table:
        table.add_column(sa.Column("title", sa.String(length=100), nullable=False, server_default=""))
    with op.batch_alter_table("introduced_app") as table:
        table.alter_column("title", server_default=None)
    op.execute(
        "UPDATE introduced_app SET title = coalesce("
        "(SELECT external_app.title FROM external_app WHERE external_app.name = introduced_app.name), '')"
    )
    op.create_table(
        "house_app",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_house_app")),
    )
