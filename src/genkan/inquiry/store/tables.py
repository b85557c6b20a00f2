"""The tables of inquiries; ``rank`` puts a queue in order: 0 open and flagged, 1 open, 2 over."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.inquiry.case import HEADING_LENGTH, LONGEST_ADDRESS, LONGEST_EMAIL, LONGEST_NAME
from genkan.inquiry.topic import LONGEST_LABEL
from genkan.storage import Moment, metadata

topic_table = Table(
    "inquiry_topic",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("label", String(LONGEST_LABEL), nullable=False),
    Column("words", Text, nullable=False),
    Column("office_id", String(36), ForeignKey("organisation.id"), nullable=True),
    UniqueConstraint("organisation_id", "label"),
)

serial_table = Table(
    "inquiry_serial",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("fiscal_year", Integer, primary_key=True, autoincrement=False),
    Column("latest", Integer, nullable=False),
)

# The text comes last, so that lists read no page of it.
case_table = Table(
    "inquiry_case",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("number", String(20), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(12), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("topic_id", String(36), ForeignKey("inquiry_topic.id"), nullable=True),
    Column("urgency", String(12), nullable=False),
    Column("flags", String(100), nullable=False),
    Column("language", String(8), nullable=False),
    Column("deadline", Date, nullable=False),
    Column("office_id", String(36), ForeignKey("organisation.id"), nullable=True),
    Column("owner_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("version", Integer, nullable=False),
    Column("heading", String(HEADING_LENGTH), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("organisation_id", "number"),
    Index("ix_inquiry_case_queue", "organisation_id", "rank", "deadline", "id"),
    Index("ix_inquiry_case_by_state", "organisation_id", "state", "rank", "deadline", "id"),
    Index("ix_inquiry_case_by_topic", "organisation_id", "topic_id", "rank", "deadline", "id"),
    Index("ix_inquiry_case_by_office", "organisation_id", "office_id", "rank", "deadline", "id"),
    Index("ix_inquiry_case_by_owner", "owner_id", "rank", "deadline", "id"),
    Index("ix_inquiry_case_received", "organisation_id", "received_at"),
)

citizen_table = Table(
    "inquiry_citizen",
    metadata,
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("address", String(LONGEST_ADDRESS), nullable=False),
    Column("email", String(LONGEST_EMAIL), nullable=False),
)

reading_table = Table(
    "inquiry_reading",
    metadata,
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("content", Text, nullable=False),
)

note_table = Table(
    "inquiry_note",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_inquiry_note_case_id", "case_id"),
)
