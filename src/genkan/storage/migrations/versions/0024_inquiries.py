"""Inquiries of citizens: cases with their letters, readings, notes and topics; the history of one object in the ledger."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and find the events of one object by an index."""
    _create_topics()
    _create_cases()
    _create_letters()
    op.create_index(op.f("ix_ledger_event_object_id_at"), "ledger_event", ["object_id", "at"])


def _create_topics() -> None:
    op.create_table(
        "inquiry_topic",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("office_id", sa.String(length=36), nullable=True),
        _reference("inquiry_topic", "organisation_id", "organisation"),
        _reference("inquiry_topic", "office_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_topic")),
        sa.UniqueConstraint("organisation_id", "label", name=op.f("uq_inquiry_topic_organisation_id_label")),
    )
    op.create_table(
        "inquiry_serial",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        _reference("inquiry_serial", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", "fiscal_year", name=op.f("pk_inquiry_serial")),
    )


def _create_cases() -> None:
    op.create_table(
        "inquiry_case",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=True),
        sa.Column("urgency", sa.String(length=12), nullable=False),
        sa.Column("flags", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("office_id", sa.String(length=36), nullable=True),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("inquiry_case", "organisation_id", "organisation"),
        _reference("inquiry_case", "topic_id", "inquiry_topic"),
        _reference("inquiry_case", "office_id", "organisation"),
        _reference("inquiry_case", "owner_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_case")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_inquiry_case_organisation_id_number")),
    )
    queue = ["rank", "deadline", "id"]
    op.create_index("ix_inquiry_case_queue", "inquiry_case", ["organisation_id", *queue])
    for name, column in (("state", "state"), ("topic", "topic_id"), ("office", "office_id")):
        op.create_index(f"ix_inquiry_case_by_{name}", "inquiry_case", ["organisation_id", column, *queue])
    op.create_index("ix_inquiry_case_by_owner", "inquiry_case", ["owner_id", *queue])
    op.create_index("ix_inquiry_case_received", "inquiry_case", ["organisation_id", "received_at"])


def _create_letters() -> None:
    op.create_table(
        "inquiry_citizen",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        _reference("inquiry_citizen", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_inquiry_citizen")),
    )
    op.create_table(
        "inquiry_reading",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("inquiry_reading", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_inquiry_reading")),
    )
    op.create_table(
        "inquiry_note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("inquiry_note", "case_id", "inquiry_case"),
        _reference("inquiry_note", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_note")),
    )
    op.create_index("ix_inquiry_note_case_id", "inquiry_note", ["case_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
