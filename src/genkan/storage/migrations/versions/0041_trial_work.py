"""Answers of trials with their uses, expert audits with marks and conflicts of interest, short surveys."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the way from an answer to its calls."""
    kept = sa.text("answer_id IS NOT NULL")
    op.create_index("ix_call_answer_id", "call", ["answer_id"], sqlite_where=kept, postgresql_where=kept)
    _create_answer()
    _create_use()
    _create_audit()
    _create_mark()
    _create_conflict()
    _create_pulse()


def _create_answer() -> None:
    op.create_table(
        "trial_answer",
        sa.Column("exposure_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=1), nullable=False),
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("conversation", sa.String(length=36), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        _reference("trial_answer", "person_id", "person"),
        _reference("trial_answer", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("exposure_id", "side", name=op.f("pk_trial_answer")),
    )
    op.create_index("ix_trial_answer_answer_id", "trial_answer", ["answer_id"])
    op.create_index("ix_trial_answer_conversation", "trial_answer", ["conversation"])
    op.create_index("ix_trial_answer_trial_id_ended_at", "trial_answer", ["trial_id", "ended_at"])


def _create_use() -> None:
    op.create_table(
        "trial_use",
        sa.Column("exposure_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=1), nullable=False),
        sa.Column("use", sa.String(length=12), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("exposure_id", "side", "use", name=op.f("pk_trial_use")),
    )


def _create_audit() -> None:
    op.create_table(
        "trial_audit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("exposure_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=1), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("asker_id", sa.String(length=36), nullable=False),
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("information_class", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        _reference("trial_audit", "trial_id", "trial"),
        _reference("trial_audit", "organisation_id", "organisation"),
        _reference("trial_audit", "asker_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_audit")),
        sa.UniqueConstraint("exposure_id", "side", name=op.f("uq_trial_audit_exposure_id_side")),
    )
    op.create_index("ix_trial_audit_answer_id", "trial_audit", ["answer_id"])
    op.create_index("ix_trial_audit_trial_id_state", "trial_audit", ["trial_id", "state", "added_at"])


def _create_mark() -> None:
    op.create_table(
        "trial_mark",
        sa.Column("audit_id", sa.String(length=36), nullable=False),
        sa.Column("marker_id", sa.String(length=36), nullable=False),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("source_right", sa.Boolean(), nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.Column("harmful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("trial_mark", "audit_id", "trial_audit"),
        _reference("trial_mark", "marker_id", "person"),
        sa.PrimaryKeyConstraint("audit_id", "marker_id", name=op.f("pk_trial_mark")),
    )


def _create_conflict() -> None:
    op.create_table(
        "trial_conflict",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("declared_by", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("trial_conflict", "trial_id", "trial"),
        _reference("trial_conflict", "person_id", "person"),
        sa.PrimaryKeyConstraint("trial_id", "person_id", "arm", name=op.f("pk_trial_conflict")),
    )


def _create_pulse() -> None:
    op.create_table(
        "trial_pulse",
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("trial_pulse", "trial_id", "trial"),
        _reference("trial_pulse", "person_id", "person"),
        sa.PrimaryKeyConstraint("trial_id", "person_id", "day", name=op.f("pk_trial_pulse")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
