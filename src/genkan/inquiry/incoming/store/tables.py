"""The files of cases, whole in the database."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from genkan.inquiry.incoming.attachment import LONGEST_FILE_NAME
from genkan.storage import metadata

# The content comes last, so that lists read no page of it.
attachment_table = Table(
    "inquiry_attachment",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", String(LONGEST_FILE_NAME), nullable=False),
    Column("media_type", String(150), nullable=False),
    Column("size", Integer, nullable=False),
    Column("standing", String(12), nullable=False),
    Column("remark", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_inquiry_attachment_case_id", "case_id", "position"),
)
