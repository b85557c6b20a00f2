"""How often lent apps may be run, what hosts send of a conversation, and the terms that an office translates alike."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, whose default is of this migration alone, and the tables."""
    with op.batch_alter_table("served_app") as table:
        table.add_column(sa.Column("per_minute", sa.Integer(), nullable=True, server_default="60"))
        table.add_column(sa.Column("per_month", sa.Integer(), nullable=True))
    with op.batch_alter_table("served_app") as table:
        table.alter_column("per_minute", server_default=None)
    op.create_table(
        "served_use",
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("app_id", sa.String(length=100), nullable=False),
        sa.Column("span", sa.String(length=6), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("api_key_id", "app_id", "span", name=op.f("pk_served_use")),
    )
    op.create_table(
        "app_run_turn",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["app_run.id"], name=op.f("fk_app_run_turn_run_id_app_run")),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_app_run_turn")),
    )
    op.create_table(
        "term_list",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_term_list_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_term_list_changed_by_person")),
        sa.PrimaryKeyConstraint("owner_id", "direction", name=op.f("pk_term_list")),
    )
    op.create_index("ix_term_list_organisation_id", "term_list", ["organisation_id"])
