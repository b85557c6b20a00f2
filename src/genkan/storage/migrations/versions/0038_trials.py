"""Trials with their organisations, signed protocols, eras and consents."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_trial()
    _create_organisation()
    _create_protocol()
    _create_era()
    _create_consent()


def _create_trial() -> None:
    op.create_table(
        "trial",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        _reference("trial", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
    )
    op.create_index("ix_trial_organisation_id", "trial", ["organisation_id"])


def _create_organisation() -> None:
    op.create_table(
        "trial_organisation",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        _reference("trial_organisation", "organisation_id", "organisation"),
        _reference("trial_organisation", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_trial_organisation")),
    )


def _create_protocol() -> None:
    op.create_table(
        "trial_protocol",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=36), nullable=False),
        sa.Column("signed_at", Moment(), nullable=False),
        _reference("trial_protocol", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("trial_id", "number", name=op.f("pk_trial_protocol")),
    )


def _create_era() -> None:
    op.create_table(
        "trial_era",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("era", sa.Integer(), nullable=False),
        sa.Column("build", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        _reference("trial_era", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("trial_id", "arm", "era", name=op.f("pk_trial_era")),
    )


def _create_consent() -> None:
    op.create_table(
        "trial_consent",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("trial_consent", "trial_id", "trial"),
        _reference("trial_consent", "person_id", "person"),
        sa.PrimaryKeyConstraint("trial_id", "person_id", name=op.f("pk_trial_consent")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
