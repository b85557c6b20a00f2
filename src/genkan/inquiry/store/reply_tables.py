"""The tables of replies, of the drafts that are being written, and of building blocks."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from genkan.inquiry.topic import LONGEST_LABEL
from genkan.storage import Moment, metadata

reply_table = Table(
    "inquiry_reply",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("origin", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("draft_text", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("way", String(12), nullable=False),
    Column("prepared_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("prepared_at", Moment, nullable=False),
    Column("writers", Text, nullable=False),
    Column("approved_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("approved_at", Moment, nullable=True),
    Column("sent_at", Moment, nullable=True),
    Column("mail_id", String(36), nullable=False),
    Column("four_eyes", Boolean, nullable=False),
    Column("copies", Text, nullable=False),
    Column("posted_on", Date, nullable=True),
    Column("edit_distance", Float, nullable=True),
    Column("blocks_used", Integer, nullable=True),
    Column("citations_changed", Integer, nullable=True),
    UniqueConstraint("case_id", "round"),
    Index("ix_inquiry_reply_sent_at", "sent_at"),
)

drafting_table = Table(
    "inquiry_drafting",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("wish", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Index("ix_inquiry_drafting_case_id", "case_id"),
)

block_table = Table(
    "inquiry_block",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("label", String(LONGEST_LABEL), nullable=False),
    Column("topic_id", String(36), ForeignKey("inquiry_topic.id"), nullable=True),
    Column("text", Text, nullable=False),
    UniqueConstraint("organisation_id", "label"),
)
