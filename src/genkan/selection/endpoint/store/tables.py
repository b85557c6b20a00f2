"""The table of checks of declared deployments."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from genkan.storage import Moment, metadata

check_table = Table(
    "selection_endpoint_check",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("application_id", String(36), ForeignKey("selection_application.id"), nullable=False),
    Column("submission_sha256", String(64), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("address", Text, nullable=False),
    Column("protocol", Text, nullable=False),
    Column("remote_model", Text, nullable=False),
    Column("build", Text, nullable=False),
    Column("with_key", Boolean, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Column("passed", Boolean, nullable=True),
    Column("checks", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Index("ix_selection_endpoint_check_application_id", "application_id"),
)
