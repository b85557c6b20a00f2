"""The marks by which cases are found alike, and how cases belong together."""

from sqlalchemy import Column, Float, ForeignKey, Index, String, Table

from genkan.storage import metadata

# A mark is a digest of an address, of a telephone number, or of some words of the text.
mark_table = Table(
    "inquiry_mark",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("mark", String(24), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Index("ix_inquiry_mark_case_id", "case_id"),
)

relation_table = Table(
    "inquiry_relation",
    metadata,
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("earlier_id", String(36), ForeignKey("inquiry_case.id"), primary_key=True),
    Column("ground", String(12), nullable=False),
    Column("likeness", Float, nullable=False),
    Column("standing", String(12), nullable=False),
    Index("ix_inquiry_relation_earlier_id", "earlier_id"),
)
