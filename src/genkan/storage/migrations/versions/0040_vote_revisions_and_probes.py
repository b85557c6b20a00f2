"""Revisions of votes, what people thought to have read, and the daily looks at the builds of a trial."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables."""
    op.add_column("vote", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    _create_vote_revision()
    _create_guess()
    _create_probe()


def _create_vote_revision() -> None:
    op.create_table(
        "vote_revision",
        sa.Column("comparison_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("vote_revision", "comparison_id", "comparison"),
        _reference("vote_revision", "person_id", "person"),
        sa.PrimaryKeyConstraint("comparison_id", "revision", name=op.f("pk_vote_revision")),
    )


def _create_guess() -> None:
    op.create_table(
        "guess",
        sa.Column("comparison_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("a", sa.String(length=40), nullable=False),
        sa.Column("b", sa.String(length=40), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("guess", "comparison_id", "comparison"),
        _reference("guess", "person_id", "person"),
        sa.PrimaryKeyConstraint("comparison_id", name=op.f("pk_guess")),
    )


def _create_probe() -> None:
    op.create_table(
        "trial_probe",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("era", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("build", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("lengths", sa.JSON(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("alarm", sa.String(length=40), nullable=False),
        _reference("trial_probe", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("trial_id", "arm", "era", "day", name=op.f("pk_trial_probe")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
