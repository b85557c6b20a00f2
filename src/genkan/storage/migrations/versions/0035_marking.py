"""The marking desk: tasks, questions, answers, markers with their conflicts, slots, decisions."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_tasks()
    _create_questions()
    _create_answers()
    _create_markers()
    _create_slots()
    _create_decisions()


def _create_tasks() -> None:
    op.create_table(
        "marking_task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("duplicate_percent", sa.Integer(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Text(), nullable=False),
        _reference("marking_task", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_task")),
    )
    op.create_index("ix_marking_task_organisation_id", "marking_task", ["organisation_id", "made_at"])


def _create_questions() -> None:
    op.create_table(
        "marking_question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("marking_question", "task_id", "marking_task"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_question")),
        sa.UniqueConstraint("task_id", "key", name=op.f("uq_marking_question_task_id_key")),
    )


def _create_answers() -> None:
    op.create_table(
        "marking_answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("question_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("judged", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("marking_answer", "task_id", "marking_task"),
        _reference("marking_answer", "question_id", "marking_question"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_answer")),
        sa.UniqueConstraint("question_id", "key", name=op.f("uq_marking_answer_question_id_key")),
    )
    op.create_index("ix_marking_answer_task_id", "marking_answer", ["task_id"])


def _create_markers() -> None:
    op.create_table(
        "marking_marker",
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        _reference("marking_marker", "task_id", "marking_task"),
        _reference("marking_marker", "person_id", "person"),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_marking_marker")),
    )
    op.create_index("ix_marking_marker_person_id", "marking_marker", ["person_id"])
    op.create_table(
        "marking_conflict",
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("declared_at", Moment(), nullable=False),
        _reference("marking_conflict", "task_id", "marking_task"),
        _reference("marking_conflict", "person_id", "person"),
        sa.PrimaryKeyConstraint("task_id", "person_id", "party", name=op.f("pk_marking_conflict")),
    )


def _create_slots() -> None:
    op.create_table(
        "marking_slot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _reference("marking_slot", "task_id", "marking_task"),
        _reference("marking_slot", "answer_id", "marking_answer"),
        _reference("marking_slot", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_slot")),
        sa.UniqueConstraint(
            "answer_id", "person_id", "turn", name=op.f("uq_marking_slot_answer_id_person_id_turn")
        ),
        sa.UniqueConstraint(
            "task_id", "person_id", "position", name=op.f("uq_marking_slot_task_id_person_id_position")
        ),
    )


def _create_decisions() -> None:
    op.create_table(
        "marking_decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _reference("marking_decision", "task_id", "marking_task"),
        _reference("marking_decision", "answer_id", "marking_answer"),
        _reference("marking_decision", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_decision")),
    )
    op.create_index("ix_marking_decision_task_id", "marking_decision", ["task_id"])
    op.create_index("ix_marking_decision_person_id", "marking_decision", ["person_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
