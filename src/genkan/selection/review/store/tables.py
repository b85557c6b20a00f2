"""The tables of reviews."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.storage import Moment, metadata

assignment_table = Table(
    "selection_assignment",
    metadata,
    Column("application_id", String(36), ForeignKey("selection_application.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("part", String(12), nullable=False),
    Column("assigned_at", Moment, nullable=False),
    Column("conflict", String(12), nullable=False),
    Column("conflict_reason", Text, nullable=False),
    Column("handed_in_at", Moment, nullable=True),
    Index("ix_selection_assignment_person_id", "person_id"),
)

finding_table = Table(
    "selection_finding",
    metadata,
    Column("application_id", String(36), ForeignKey("selection_application.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("criterion", String(40), primary_key=True),
    Column("result", String(12), nullable=False),
    Column("points", Integer, nullable=True),
    Column("words", Text, nullable=False),
    Column("document_id", String(36), nullable=False),
    Column("page", Integer, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("quoted", Boolean, nullable=True),
)

resolution_table = Table(
    "selection_resolution",
    metadata,
    Column("application_id", String(36), ForeignKey("selection_application.id"), primary_key=True),
    Column("criterion", String(40), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("result", String(12), nullable=False),
    Column("points", Integer, nullable=True),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

proposal_table = Table(
    "selection_proposal",
    metadata,
    Column("application_id", String(36), ForeignKey("selection_application.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("criterion", String(40), primary_key=True),
    Column("model", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("dropped", Integer, nullable=False),
    Column("places", Text, nullable=False),
)
