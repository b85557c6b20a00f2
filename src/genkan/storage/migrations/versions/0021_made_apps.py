"""Teams with their members, and the apps that they make, with versions and trials."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the six tables."""
    _create_teams()
    _create_apps()
    _create_versions()
    _create_trials()


def _create_teams() -> None:
    op.create_table(
        "app_team",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_app_team_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_team")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_app_team_organisation_id_name")),
    )
    op.create_table(
        "app_team_member",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["app_team.id"], name=op.f("fk_app_team_member_team_id_app_team")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_app_team_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_app_team_member")),
    )
    op.create_index("ix_app_team_member_person_id", "app_team_member", ["person_id"])


def _create_apps() -> None:
    op.create_table(
        "made_app",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("offered_to", sa.String(length=36), nullable=True),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_made_app_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["app_team.id"], name=op.f("fk_made_app_team_id_app_team")),
        sa.ForeignKeyConstraint(
            ["offered_to"], ["app_team.id"], name=op.f("fk_made_app_offered_to_app_team")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_made_app_created_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_app")),
    )
    op.create_index("ix_made_app_organisation_id", "made_app", ["organisation_id"])
    op.create_index("ix_made_app_team_id", "made_app", ["team_id"])


def _create_versions() -> None:
    people = ("created_by", "submitted_by", "decided_by")
    op.create_table(
        "made_app_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("app_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("submitted_by", sa.String(length=36), nullable=True),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["made_app.id"], name=op.f("fk_made_app_version_app_id_made_app")
        ),
        *(
            sa.ForeignKeyConstraint([each], ["person.id"], name=op.f(f"fk_made_app_version_{each}_person"))
            for each in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_app_version")),
        sa.UniqueConstraint("app_id", "number", name=op.f("uq_made_app_version_app_id_number")),
    )
    op.create_index("ix_made_app_version_state", "made_app_version", ["state"])


def _create_trials() -> None:
    op.create_table(
        "made_app_trial",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["made_app_version.id"],
            name=op.f("fk_made_app_trial_version_id_made_app_version"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_made_app_trial_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_app_trial")),
    )
    op.create_index("ix_made_app_trial_version_id", "made_app_trial", ["version_id"])
    op.create_table(
        "made_app_trial_run",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["made_app_trial.id"], name=op.f("fk_made_app_trial_run_trial_id_made_app_trial")
        ),
        sa.PrimaryKeyConstraint("trial_id", "run_id", name=op.f("pk_made_app_trial_run")),
    )
