"""The tables of the knowledge room."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

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
    UniqueConstraint("organisation_id", "title"),
)

document_table = Table(
    "document",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("collection_id", String(36), ForeignKey("collection.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("effective", Date, nullable=True),
    Column("abbreviations", JSON, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("loaded_at", Moment, nullable=False),
    UniqueConstraint("collection_id", "name"),
)

article_table = Table(
    "article",
    metadata,
    Column("document_id", String(36), ForeignKey("document.id"), primary_key=True),
    Column("anchor", String(60), primary_key=True),
    Column("label", Text, nullable=False),
    Column("caption", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Index(None, "document_id", "position"),
)
