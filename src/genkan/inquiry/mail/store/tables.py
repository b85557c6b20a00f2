"""The mail that was taken in or left, and the mailboxes that are looked into."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from genkan.storage import Moment, metadata

DIGEST_LENGTH = 64

taken_mail_table = Table(
    "inquiry_taken_mail",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("message", String(DIGEST_LENGTH), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("reason", String(12), nullable=False),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=True),
    Column("content", String(DIGEST_LENGTH), nullable=False),
    Index("ix_inquiry_taken_mail_at", "organisation_id", "at"),
    Index("ix_inquiry_taken_mail_case_id", "case_id"),
)

mailbox_table = Table(
    "inquiry_mailbox",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("host", String(255), nullable=False),
    Column("port", Integer, nullable=False),
    Column("tls", Boolean, nullable=False),
    Column("username", String(255), nullable=False),
    Column("password_at", String(500), nullable=False),
    Column("folder", String(255), nullable=False),
    Column("marks_seen", Boolean, nullable=False),
    Column("uid_validity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column("looked_at", Moment, nullable=True),
    Column("trouble", String(300), nullable=False),
    UniqueConstraint("organisation_id", "host", "username", "folder"),
)
