"""Prompt templates, the apps that people like to have at hand, and those that are lent to programs outside."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "prompt_template",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("reach", sa.String(length=12), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_prompt_template_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_prompt_template_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_template")),
    )
    op.create_index("ix_prompt_template_organisation_id", "prompt_template", ["organisation_id"])
    op.create_index("ix_prompt_template_person_id", "prompt_template", ["person_id"])
    op.create_table(
        "favourite_app",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("app_id", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_favourite_app_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "app_id", name=op.f("pk_favourite_app")),
    )
    op.create_table(
        "served_app",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("app_id", sa.String(length=100), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("opened_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_served_app_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "app_id", name=op.f("pk_served_app")),
    )
