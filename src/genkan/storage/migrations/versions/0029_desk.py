"""What offices keep to when they answer inquiries; the words by which cases are found; requests for erasure."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from genkan.storage import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_offices()
    _create_search()
    _create_erasures()


def _create_offices() -> None:
    op.create_table(
        "inquiry_office",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("business_days", sa.Integer(), nullable=False),
        sa.Column("four_eyes", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("greeting", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=False),
        _reference("inquiry_office", "id", "organisation"),
        _reference("inquiry_office", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_office")),
    )
    op.create_index("ix_inquiry_office_organisation_id", "inquiry_office", ["organisation_id"])


def _create_search() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "inquiry_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("pairs", postgresql.ARRAY(sa.Integer()) if on_server else sa.Text(), nullable=False),
        _reference("inquiry_search", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_search")),
        sa.UniqueConstraint("case_id", name=op.f("uq_inquiry_search_case_id")),
    )
    if on_server:
        op.create_index("ix_inquiry_search_pairs", "inquiry_search", ["pairs"], postgresql_using="gin")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE inquiry_search_words USING fts5 "
            "(pairs, content = 'inquiry_search', content_rowid = 'id', detail = 'none', tokenize = 'ascii')"
        )


def _create_erasures() -> None:
    op.create_table(
        "inquiry_erasure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _reference("inquiry_erasure", "case_id", "inquiry_case"),
        _reference("inquiry_erasure", "organisation_id", "organisation"),
        _reference("inquiry_erasure", "asked_by", "person"),
        _reference("inquiry_erasure", "decided_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_erasure")),
    )
    op.create_index("ix_inquiry_erasure_case_id", "inquiry_erasure", ["case_id"])
    op.create_index("ix_inquiry_erasure_state", "inquiry_erasure", ["organisation_id", "state"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
