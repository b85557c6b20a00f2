"""The lists that were handed in, the reports of their rows, and what was handed in already."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from genkan.inquiry.incoming.attachment import LONGEST_FILE_NAME
from genkan.storage import Moment, metadata

DIGEST_LENGTH = 64

import_table = Table(
    "inquiry_import",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("name", String(LONGEST_FILE_NAME), nullable=False),
    Column("state", String(12), nullable=False),
    Column("columns", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_inquiry_import_organisation_id", "organisation_id", "at"),
)

import_row_table = Table(
    "inquiry_import_row",
    metadata,
    Column("import_id", String(36), ForeignKey("inquiry_import.id"), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=True),
    Index("ix_inquiry_import_row_case_id", "case_id"),
)

# What was handed in already: a row of a list, or a request of a program.
handed_table = Table(
    "inquiry_handed",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("fingerprint", String(DIGEST_LENGTH), primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False),
    Index("ix_inquiry_handed_case_id", "case_id"),
)
