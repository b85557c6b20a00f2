"""The tables of calls. Editions are only ever added; the database refuses to change them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.storage import Moment, metadata

call_table = Table(
    "selection_call",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    Index("ix_selection_call_organisation_id", "organisation_id"),
)

edition_table = Table(
    "selection_edition",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), ForeignKey("selection_call.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("call_id", "number"),
)

question_table = Table(
    "selection_question",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), ForeignKey("selection_call.id"), nullable=False),
    Column("vendor_id", String(36), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answer", Text, nullable=False),
    Column("published_at", Moment, nullable=True),
    Index("ix_selection_question_call_id", "call_id"),
)
