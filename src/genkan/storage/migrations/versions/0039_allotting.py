"""Places of strata, arms that are kept, what the comparisons of trials belong to, and the runs of trials."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_stratum()
    _create_held_arm()
    _create_allotted()
    _create_run()


def _create_stratum() -> None:
    op.create_table(
        "trial_stratum",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("stratum", sa.String(length=64), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        _reference("trial_stratum", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("trial_id", "stratum", name=op.f("pk_trial_stratum")),
    )


def _create_held_arm() -> None:
    op.create_table(
        "trial_held_arm",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        _reference("trial_held_arm", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("trial_id", "holder", name=op.f("pk_trial_held_arm")),
    )


def _create_allotted() -> None:
    op.create_table(
        "trial_allotted",
        sa.Column("comparison_id", sa.String(length=36), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("turn_id", sa.String(length=36), nullable=False),
        sa.Column("kept", sa.String(length=1), nullable=False),
        _reference("trial_allotted", "comparison_id", "comparison"),
        _reference("trial_allotted", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("comparison_id", name=op.f("pk_trial_allotted")),
    )
    op.create_index("ix_trial_allotted_conversation_id", "trial_allotted", ["conversation_id"])


def _create_run() -> None:
    op.create_table(
        "trial_run",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        _reference("trial_run", "trial_id", "trial"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_trial_run")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
