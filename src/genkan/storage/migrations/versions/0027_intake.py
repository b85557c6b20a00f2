"""Intake of inquiries: files, marks and relations of cases; mail and mailboxes; imports and what was handed in already."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_attachments()
    _create_relations()
    _create_mail()
    _create_imports()


def _create_attachments() -> None:
    op.create_table(
        "inquiry_attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("media_type", sa.String(length=150), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _reference("inquiry_attachment", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_attachment")),
    )
    op.create_index("ix_inquiry_attachment_case_id", "inquiry_attachment", ["case_id", "position"])


def _create_relations() -> None:
    op.create_table(
        "inquiry_mark",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=24), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        _reference("inquiry_mark", "organisation_id", "organisation"),
        _reference("inquiry_mark", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("organisation_id", "mark", "case_id", name=op.f("pk_inquiry_mark")),
    )
    op.create_index("ix_inquiry_mark_case_id", "inquiry_mark", ["case_id"])
    op.create_table(
        "inquiry_relation",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("earlier_id", sa.String(length=36), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        _reference("inquiry_relation", "case_id", "inquiry_case"),
        _reference("inquiry_relation", "earlier_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("case_id", "earlier_id", name=op.f("pk_inquiry_relation")),
    )
    op.create_index("ix_inquiry_relation_earlier_id", "inquiry_relation", ["earlier_id"])


def _create_mail() -> None:
    op.create_table(
        "inquiry_taken_mail",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        _reference("inquiry_taken_mail", "organisation_id", "organisation"),
        _reference("inquiry_taken_mail", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("organisation_id", "message", name=op.f("pk_inquiry_taken_mail")),
    )
    op.create_index("ix_inquiry_taken_mail_at", "inquiry_taken_mail", ["organisation_id", "at"])
    op.create_index("ix_inquiry_taken_mail_case_id", "inquiry_taken_mail", ["case_id"])
    op.create_table(
        "inquiry_mailbox",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("tls", sa.Boolean(), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=False),
        sa.Column("password_at", sa.String(length=500), nullable=False),
        sa.Column("folder", sa.String(length=255), nullable=False),
        sa.Column("marks_seen", sa.Boolean(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=True),
        sa.Column("trouble", sa.String(length=300), nullable=False),
        _reference("inquiry_mailbox", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_mailbox")),
        sa.UniqueConstraint(
            "organisation_id",
            "host",
            "username",
            "folder",
            name=op.f("uq_inquiry_mailbox_organisation_id_host_username_folder"),
        ),
    )


def _create_imports() -> None:
    op.create_table(
        "inquiry_import",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _reference("inquiry_import", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_import")),
    )
    op.create_index("ix_inquiry_import_organisation_id", "inquiry_import", ["organisation_id", "at"])
    op.create_table(
        "inquiry_import_row",
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        _reference("inquiry_import_row", "import_id", "inquiry_import"),
        _reference("inquiry_import_row", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("import_id", "row", name=op.f("pk_inquiry_import_row")),
    )
    op.create_index("ix_inquiry_import_row_case_id", "inquiry_import_row", ["case_id"])
    op.create_table(
        "inquiry_handed",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        _reference("inquiry_handed", "organisation_id", "organisation"),
        _reference("inquiry_handed", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("organisation_id", "fingerprint", name=op.f("pk_inquiry_handed")),
    )
    op.create_index("ix_inquiry_handed_case_id", "inquiry_handed", ["case_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
