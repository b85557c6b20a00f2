"""Calls, accounts of vendors, applications with their files, reviews and decisions."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_calls()
    _create_vendors()
    _create_applications()
    _create_reviews()
    _create_decisions()


def _create_calls() -> None:
    op.create_table(
        "selection_call",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("selection_call", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_call")),
    )
    op.create_index("ix_selection_call_organisation_id", "selection_call", ["organisation_id"])
    op.create_table(
        "selection_edition",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        _reference("selection_edition", "call_id", "selection_call"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_edition")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_selection_edition_call_id_number")),
    )
    op.create_table(
        "selection_question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("vendor_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        _reference("selection_question", "call_id", "selection_call"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_question")),
    )
    op.create_index("ix_selection_question_call_id", "selection_question", ["call_id"])


def _create_vendors() -> None:
    op.create_table(
        "selection_vendor",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sign_in_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        _reference("selection_vendor", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_vendor")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_selection_vendor_sign_in_name")),
    )
    op.create_index("ix_selection_vendor_organisation_id", "selection_vendor", ["organisation_id"])
    op.create_table(
        "selection_vendor_link",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("vendor_id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        _reference("selection_vendor_link", "vendor_id", "selection_vendor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_vendor_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_selection_vendor_link_token_hash")),
    )
    op.create_index("ix_selection_vendor_link_vendor_id", "selection_vendor_link", ["vendor_id"])
    op.create_table(
        "selection_vendor_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("vendor_id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        _reference("selection_vendor_session", "vendor_id", "selection_vendor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_vendor_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_selection_vendor_session_token_hash")),
    )
    op.create_index("ix_selection_vendor_session_vendor_id", "selection_vendor_session", ["vendor_id"])


def _create_applications() -> None:
    op.create_table(
        "selection_application",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("vendor_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("selection_application", "call_id", "selection_call"),
        _reference("selection_application", "vendor_id", "selection_vendor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_application")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_selection_application_call_id_number")),
    )
    op.create_index("ix_selection_application_vendor_id", "selection_application", ["vendor_id"])
    op.create_table(
        "selection_submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        _reference("selection_submission", "application_id", "selection_application"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_submission")),
        sa.UniqueConstraint(
            "application_id", "sequence", name=op.f("uq_selection_submission_application_id_sequence")
        ),
    )
    op.create_table(
        "selection_document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("asked", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("media_type", sa.String(length=150), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _reference("selection_document", "application_id", "selection_application"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_document")),
    )
    op.create_index("ix_selection_document_application_id", "selection_document", ["application_id"])
    op.create_table(
        "selection_page",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("selection_page", "document_id", "selection_document"),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_selection_page")),
    )


def _create_reviews() -> None:
    op.create_table(
        "selection_assignment",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("assigned_at", Moment(), nullable=False),
        sa.Column("conflict", sa.String(length=12), nullable=False),
        sa.Column("conflict_reason", sa.Text(), nullable=False),
        sa.Column("handed_in_at", Moment(), nullable=True),
        _reference("selection_assignment", "application_id", "selection_application"),
        _reference("selection_assignment", "person_id", "person"),
        sa.PrimaryKeyConstraint("application_id", "person_id", name=op.f("pk_selection_assignment")),
    )
    op.create_index("ix_selection_assignment_person_id", "selection_assignment", ["person_id"])
    op.create_table(
        "selection_finding",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("quoted", sa.Boolean(), nullable=True),
        _reference("selection_finding", "application_id", "selection_application"),
        _reference("selection_finding", "person_id", "person"),
        sa.PrimaryKeyConstraint(
            "application_id", "person_id", "criterion", name=op.f("pk_selection_finding")
        ),
    )
    op.create_table(
        "selection_resolution",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("selection_resolution", "application_id", "selection_application"),
        _reference("selection_resolution", "person_id", "person"),
        sa.PrimaryKeyConstraint("application_id", "criterion", name=op.f("pk_selection_resolution")),
    )


def _create_decisions() -> None:
    op.create_table(
        "selection_measure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("measure", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("selection_measure", "application_id", "selection_application"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_measure")),
    )
    op.create_index("ix_selection_measure_application_id", "selection_measure", ["application_id"])
    op.create_table(
        "selection_decision_draft",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("selection_decision_draft", "call_id", "selection_call"),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_selection_decision_draft")),
    )
    op.create_table(
        "selection_decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        _reference("selection_decision", "call_id", "selection_call"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_decision")),
        sa.UniqueConstraint("call_id", "revision", name=op.f("uq_selection_decision_call_id_revision")),
    )
    op.create_table(
        "selection_signature",
        sa.Column("decision_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        _reference("selection_signature", "decision_id", "selection_decision"),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_selection_signature")),
        sa.UniqueConstraint(
            "decision_id", "person_id", name=op.f("uq_selection_signature_decision_id_person_id")
        ),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
