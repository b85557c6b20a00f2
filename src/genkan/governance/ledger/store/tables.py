"""Tables of the ledger: events, the links that chain them, anchors of the chains' heads."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from genkan.storage import Moment, metadata

ledger_event = Table(
    "ledger_event",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("writer_id", String(36), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("organisation_id", String(36)),
    Column("object_id", String(200), nullable=False),
    Column("details", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "organisation_id", "at"),
    Index(None, "object_id", "at"),
)

ledger_link = Table(
    "ledger_link",
    metadata,
    Column("writer_id", String(36), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("event_digest", String(64), nullable=False),
    Column("adopted", Boolean, nullable=False),
    Column("linked_at", Moment, nullable=False, index=True),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

ledger_anchor = Table(
    "ledger_anchor",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("writer_id", String(36), nullable=False),
    Column("heads", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
