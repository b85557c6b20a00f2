"""The item bank with versions, reviews and exposures; public sets of questions; sealed tests."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_items()
    _create_traces_of_items()
    _create_public_sets()
    _create_exams()
    _create_parts_of_exams()


def _create_items() -> None:
    op.create_table(
        "evaluation_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=True),
        sa.Column("reviewer_id", sa.String(length=36), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("evaluation_item", "organisation_id", "organisation"),
        _reference("evaluation_item", "author_id", "person"),
        _reference("evaluation_item", "reviewer_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_item")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_evaluation_item_organisation_id_code")),
        sa.UniqueConstraint(
            "organisation_id", "fingerprint", name=op.f("uq_evaluation_item_organisation_id_fingerprint")
        ),
    )
    op.create_index("ix_evaluation_item_field", "evaluation_item", ["organisation_id", "state", "field"])
    op.create_table(
        "evaluation_item_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("evaluation_item_version", "item_id", "evaluation_item"),
        _reference("evaluation_item_version", "author_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_item_version")),
        sa.UniqueConstraint("item_id", "version", name=op.f("uq_evaluation_item_version_item_id_version")),
    )


def _create_traces_of_items() -> None:
    op.create_table(
        "evaluation_item_review",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("evaluation_item_review", "item_id", "evaluation_item"),
        _reference("evaluation_item_review", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_item_review")),
    )
    op.create_index("ix_evaluation_item_review_item_id", "evaluation_item_review", ["item_id"])
    op.create_table(
        "evaluation_exposure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=200), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=True),
        sa.Column("exam_id", sa.String(length=36), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        _reference("evaluation_exposure", "item_id", "evaluation_item"),
        _reference("evaluation_exposure", "deployment_id", "deployment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_exposure")),
    )
    op.create_index("ix_evaluation_exposure_item_id", "evaluation_exposure", ["item_id"])


def _create_public_sets() -> None:
    op.create_table(
        "evaluation_public_set",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("evaluation_public_set", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_public_set")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_evaluation_public_set_organisation_id_name")
        ),
    )
    op.create_table(
        "evaluation_public_question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("set_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("evaluation_public_question", "set_id", "evaluation_public_set"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_public_question")),
    )
    op.create_index("ix_evaluation_public_question_set_id", "evaluation_public_question", ["set_id"])


def _create_exams() -> None:
    op.create_table(
        "evaluation_exam",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("sealed_at", Moment(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("run_id", sa.String(length=36), nullable=True),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        _reference("evaluation_exam", "organisation_id", "organisation"),
        _reference("evaluation_exam", "made_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_exam")),
    )
    op.create_index("ix_evaluation_exam_organisation_id", "evaluation_exam", ["organisation_id"])
    op.create_table(
        "evaluation_exam_custodian",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("exam_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("brought_at", Moment(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        _reference("evaluation_exam_custodian", "exam_id", "evaluation_exam"),
        _reference("evaluation_exam_custodian", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_exam_custodian")),
        sa.UniqueConstraint("exam_id", "place", name=op.f("uq_evaluation_exam_custodian_exam_id_place")),
        sa.UniqueConstraint(
            "exam_id", "person_id", name=op.f("uq_evaluation_exam_custodian_exam_id_person_id")
        ),
    )


def _create_parts_of_exams() -> None:
    op.create_table(
        "evaluation_exam_contestant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("exam_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("operator", sa.String(length=200), nullable=False),
        _reference("evaluation_exam_contestant", "exam_id", "evaluation_exam"),
        _reference("evaluation_exam_contestant", "deployment_id", "deployment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_exam_contestant")),
        sa.UniqueConstraint("exam_id", "key", name=op.f("uq_evaluation_exam_contestant_exam_id_key")),
        sa.UniqueConstraint(
            "exam_id", "deployment_id", name=op.f("uq_evaluation_exam_contestant_exam_id_deployment_id")
        ),
    )
    op.create_table(
        "evaluation_exam_grade",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("exam_id", sa.String(length=36), nullable=False),
        sa.Column("contestant_key", sa.String(length=8), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        _reference("evaluation_exam_grade", "exam_id", "evaluation_exam"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_exam_grade")),
        sa.UniqueConstraint(
            "exam_id",
            "contestant_key",
            "question_key",
            name=op.f("uq_evaluation_exam_grade_exam_id_contestant_key_question_key"),
        ),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
