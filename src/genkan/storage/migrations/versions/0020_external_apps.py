"""External apps, the hosts that administrators allowed for them, and the names of apps that rooms introduced."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "introduced_app",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_introduced_app_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "name", name=op.f("pk_introduced_app")),
    )
    op.create_table(
        "external_host",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("allowed_at", Moment(), nullable=False),
        sa.Column("allowed_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_external_host_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "host", name=op.f("pk_external_host")),
    )
    _create_apps()


def _create_apps() -> None:
    op.create_table(
        "external_app",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("how_to_use", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("config", sa.JSON(), nullable=False),
        sa.Column("system_prompt", sa.Text(), nullable=False),
        sa.Column("system_prompt_key", sa.String(length=100), nullable=False),
        sa.Column("copyable", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed_key", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_external_app_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_app")),
        sa.UniqueConstraint("name", name=op.f("uq_external_app_name")),
    )
    op.create_index("ix_external_app_organisation_id", "external_app", ["organisation_id"])
