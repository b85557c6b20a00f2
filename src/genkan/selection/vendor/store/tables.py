"""The tables of accounts of vendors, and of registrations that wait for the office."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from genkan.selection.vendor.vendor import LONGEST_COMPANY, LONGEST_EMAIL, LONGEST_NAME
from genkan.storage import Moment, metadata

vendor_table = Table(
    "selection_vendor",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("company", String(LONGEST_COMPANY), nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("sign_in_name", String(LONGEST_EMAIL), nullable=False, unique=True),
    Column("password_hash", Text, nullable=True),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_selection_vendor_organisation_id", "organisation_id"),
)

vendor_link_table = Table(
    "selection_vendor_link",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("vendor_id", String(36), ForeignKey("selection_vendor.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
    Index("ix_selection_vendor_link_vendor_id", "vendor_id"),
)

vendor_session_table = Table(
    "selection_vendor_session",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("vendor_id", String(36), ForeignKey("selection_vendor.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Index("ix_selection_vendor_session_vendor_id", "vendor_id"),
)

registration_table = Table(
    "selection_registration",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), ForeignKey("selection_call.id"), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("company", String(LONGEST_COMPANY), nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("sign_in_name", String(LONGEST_EMAIL), nullable=False),
    Column("line", String(64), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Index("ix_selection_registration_organisation_id", "organisation_id"),
    Index("ix_selection_registration_line", "line"),
)
