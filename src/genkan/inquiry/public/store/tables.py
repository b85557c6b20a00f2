"""The tables of what citizens see and do."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.inquiry.public.form import LONGEST_ADDRESS_NAME, LONGEST_TITLE
from genkan.storage import Moment, metadata

form_table = Table(
    "inquiry_form",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("address_name", String(LONGEST_ADDRESS_NAME), nullable=True, unique=True),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("notice", Text, nullable=False),
)

form_topic_table = Table(
    "inquiry_form_topic",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("topic_id", String(36), ForeignKey("inquiry_topic.id"), primary_key=True),
)

# A code opens every case that was sent on from the one for which it was made: they have the same salt and hash.
submission_table = Table(
    "inquiry_submission",
    metadata,
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("nonce", String(64), nullable=False, unique=True),
    Column("salt", String(32), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("topic_id", String(36), ForeignKey("inquiry_topic.id"), nullable=True),
    Column("language", String(5), nullable=False),
    Column("follows_id", String(36), ForeignKey("inquiry_case.id"), nullable=True),
    Column("read_at", Moment, nullable=True),
    Index("ix_inquiry_submission_follows_id", "follows_id"),
)

knock_table = Table(
    "inquiry_knock",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("purpose", String(12), nullable=False),
    Column("key", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_inquiry_knock_key", "purpose", "key", "at"),
    Index("ix_inquiry_knock_at", "at"),
)

satisfaction_table = Table(
    "inquiry_satisfaction",
    metadata,
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("score", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
