"""The citizen's side of inquiries: an address to send to, letters by e-mail, public forms, codes, satisfaction."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables; citizens known before have no address of e-mail of their own."""
    with op.batch_alter_table("inquiry_citizen") as citizen:
        citizen.add_column(sa.Column("email", sa.String(length=254), nullable=False, server_default=""))
    with op.batch_alter_table("inquiry_citizen") as citizen:
        citizen.alter_column("email", server_default=None)
    _create_mail()
    _create_forms()
    _create_submissions()


def _create_mail() -> None:
    op.create_table(
        "inquiry_mail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("fault", sa.String(length=20), nullable=False),
        sa.Column("answer_code", sa.Integer(), nullable=True),
        _reference("inquiry_mail", "organisation_id", "organisation"),
        _reference("inquiry_mail", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_mail")),
    )
    op.create_index("ix_inquiry_mail_case_id", "inquiry_mail", ["case_id"])
    op.create_index("ix_inquiry_mail_state", "inquiry_mail", ["state", "organisation_id"])
    op.create_table(
        "inquiry_sender",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        _reference("inquiry_sender", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_inquiry_sender")),
    )


def _create_forms() -> None:
    op.create_table(
        "inquiry_form",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("address_name", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        _reference("inquiry_form", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_inquiry_form")),
        sa.UniqueConstraint("address_name", name=op.f("uq_inquiry_form_address_name")),
    )
    op.create_table(
        "inquiry_form_topic",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=False),
        _reference("inquiry_form_topic", "organisation_id", "organisation"),
        _reference("inquiry_form_topic", "topic_id", "inquiry_topic"),
        sa.PrimaryKeyConstraint("organisation_id", "topic_id", name=op.f("pk_inquiry_form_topic")),
    )


def _create_submissions() -> None:
    op.create_table(
        "inquiry_submission",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("follows_id", sa.String(length=36), nullable=True),
        sa.Column("read_at", Moment(), nullable=True),
        _reference("inquiry_submission", "case_id", "inquiry_case"),
        _reference("inquiry_submission", "topic_id", "inquiry_topic"),
        _reference("inquiry_submission", "follows_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_inquiry_submission")),
        sa.UniqueConstraint("nonce", name=op.f("uq_inquiry_submission_nonce")),
    )
    op.create_index("ix_inquiry_submission_follows_id", "inquiry_submission", ["follows_id"])
    op.create_table(
        "inquiry_knock",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_knock")),
    )
    op.create_index("ix_inquiry_knock_key", "inquiry_knock", ["purpose", "key", "at"])
    op.create_index("ix_inquiry_knock_at", "inquiry_knock", ["at"])
    op.create_table(
        "inquiry_satisfaction",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _reference("inquiry_satisfaction", "case_id", "inquiry_case"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_inquiry_satisfaction")),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
