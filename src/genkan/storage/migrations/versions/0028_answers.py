"""Replies to inquiries, the drafts that are being written, and building blocks."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    _create_replies()
    _create_drafting()
    _create_blocks()


def _create_replies() -> None:
    op.create_table(
        "inquiry_reply",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("draft_text", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("prepared_by", sa.String(length=36), nullable=False),
        sa.Column("prepared_at", Moment(), nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("mail_id", sa.String(length=36), nullable=False),
        sa.Column("edit_distance", sa.Float(), nullable=True),
        sa.Column("blocks_used", sa.Integer(), nullable=True),
        sa.Column("citations_changed", sa.Integer(), nullable=True),
        _reference("inquiry_reply", "case_id", "inquiry_case"),
        _reference("inquiry_reply", "prepared_by", "person"),
        _reference("inquiry_reply", "approved_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_reply")),
        sa.UniqueConstraint("case_id", "round", name=op.f("uq_inquiry_reply_case_id_round")),
    )
    op.create_index("ix_inquiry_reply_sent_at", "inquiry_reply", ["sent_at"])


def _create_drafting() -> None:
    op.create_table(
        "inquiry_drafting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        _reference("inquiry_drafting", "case_id", "inquiry_case"),
        _reference("inquiry_drafting", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_drafting")),
    )
    op.create_index("ix_inquiry_drafting_case_id", "inquiry_drafting", ["case_id"])


def _create_blocks() -> None:
    op.create_table(
        "inquiry_block",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("inquiry_block", "organisation_id", "organisation"),
        _reference("inquiry_block", "topic_id", "inquiry_topic"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_block")),
        sa.UniqueConstraint("organisation_id", "label", name=op.f("uq_inquiry_block_organisation_id_label")),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
