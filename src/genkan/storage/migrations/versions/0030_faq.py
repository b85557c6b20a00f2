"""Frequently asked questions: entries, their versions, and the words by which they are found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from genkan.storage import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_entries()
    _create_versions()
    _create_search()


def _create_entries() -> None:
    op.create_table(
        "inquiry_faq",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        _reference("inquiry_faq", "organisation_id", "organisation"),
        _reference("inquiry_faq", "case_id", "inquiry_case"),
        _reference("inquiry_faq", "approved_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_faq")),
    )
    op.create_index("ix_inquiry_faq_by_state", "inquiry_faq", ["organisation_id", "state", "changed_at"])
    op.create_index("ix_inquiry_faq_case_id", "inquiry_faq", ["case_id"])


def _create_versions() -> None:
    op.create_table(
        "inquiry_faq_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("faq_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=True),
        sa.Column("office_id", sa.String(length=36), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        _reference("inquiry_faq_version", "faq_id", "inquiry_faq"),
        _reference("inquiry_faq_version", "topic_id", "inquiry_topic"),
        _reference("inquiry_faq_version", "office_id", "organisation"),
        _reference("inquiry_faq_version", "written_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_faq_version")),
        sa.UniqueConstraint("faq_id", "number", name=op.f("uq_inquiry_faq_version_faq_id_number")),
    )


def _create_search() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "inquiry_faq_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("pairs", postgresql.ARRAY(sa.Integer()) if on_server else sa.Text(), nullable=False),
        _reference("inquiry_faq_search", "version_id", "inquiry_faq_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_faq_search")),
        sa.UniqueConstraint("version_id", name=op.f("uq_inquiry_faq_search_version_id")),
    )
    if on_server:
        op.create_index(
            "ix_inquiry_faq_search_pairs", "inquiry_faq_search", ["pairs"], postgresql_using="gin"
        )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE inquiry_faq_search_words USING fts5 "
            "(pairs, content = 'inquiry_faq_search', content_rowid = 'id', detail = 'none', tokenize = 'ascii')"
        )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
