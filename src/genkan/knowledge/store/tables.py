"""The tables of the knowledge room."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from genkan.storage import Moment, metadata

collection_table = Table(
    "collection",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("readers", String(20), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("retention_days", Integer, nullable=True),
    UniqueConstraint("organisation_id", "title"),
)

collection_reader_table = Table(
    "collection_reader",
    metadata,
    Column("collection_id", String(36), ForeignKey("collection.id"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("reader_id", String(36), primary_key=True),
)

document_table = Table(
    "document",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("collection_id", String(36), ForeignKey("collection.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("law_id", String(60), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("abbreviations", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("loaded_at", Moment, nullable=False),
    Column("withdrawn_at", Moment, nullable=True),
    UniqueConstraint("collection_id", "name"),
)

version_table = Table(
    "document_version",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("document_id", String(36), ForeignKey("document.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("valid_from", Date, nullable=True),
    Column("valid_until", Date, nullable=True),
    Column("repealed", Boolean, nullable=False),
    Column("amended_by", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("articles", Integer, nullable=False),
    Column("loaded_at", Moment, nullable=False),
    Column("contents", JSON, nullable=False),
)

article_table = Table(
    "article",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document_id", String(36), ForeignKey("document.id"), nullable=False),
    Column("anchor", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("label", Text, nullable=False),
    Column("caption", Text, nullable=False),
    Column("headings", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),
    Index(None, "document_id", "anchor"),
)

citation_measure_table = Table(
    "citation_measure",
    metadata,
    Column("answer_id", String(36), primary_key=True),
    Column("total", Integer, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("sentences_without_source", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("quotations", Integer, nullable=False),
    Column("faithful", Integer, nullable=False),
)
