"""The tables of applications. Submissions are only ever added; the database refuses to change them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from genkan.selection.documents.document import LONGEST_NAME
from genkan.storage import Moment, metadata

application_table = Table(
    "selection_application",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), ForeignKey("selection_call.id"), nullable=False),
    Column("vendor_id", String(36), ForeignKey("selection_vendor.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("call_id", "number"),
    Index("ix_selection_application_vendor_id", "vendor_id"),
)

submission_table = Table(
    "selection_submission",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("application_id", String(36), ForeignKey("selection_application.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("missing", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("application_id", "sequence"),
)

# The content comes last, so that lists read no page of it.
document_table = Table(
    "selection_document",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("application_id", String(36), ForeignKey("selection_application.id"), nullable=False),
    Column("asked", String(40), nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("media_type", String(150), nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("removed_at", Moment, nullable=True),
    Column("content", LargeBinary, nullable=False),
    Index("ix_selection_document_application_id", "application_id"),
)

page_table = Table(
    "selection_page",
    metadata,
    Column("document_id", String(36), ForeignKey("selection_document.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
