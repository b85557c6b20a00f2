"""The table of what offices keep to; the row of an organisation is for those of its bureaus that have none."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.storage import metadata

office_table = Table(
    "inquiry_office",
    metadata,
    Column("id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("business_days", Integer, nullable=False),
    Column("four_eyes", Boolean, nullable=False),
    Column("contact", Text, nullable=False),
    Column("greeting", Text, nullable=False),
    Column("closing", Text, nullable=False),
    Column("retention_years", Integer, nullable=False),
    Index("ix_inquiry_office_organisation_id", "organisation_id"),
)
