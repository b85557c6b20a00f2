"""The tables of decisions. What was put up for signing and signatures are only ever added; the database refuses to change them."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.storage import Moment, metadata

measure_table = Table(
    "selection_measure",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("application_id", String(36), ForeignKey("selection_application.id"), nullable=False),
    Column("measure", String(200), nullable=False),
    Column("value", Float, nullable=False),
    Column("low", Float, nullable=True),
    Column("high", Float, nullable=True),
    Column("source", Text, nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("exam_id", String(36), nullable=True),
    Column("exam", Text, nullable=True),
    Index("ix_selection_measure_application_id", "application_id"),
)

draft_table = Table(
    "selection_decision_draft",
    metadata,
    Column("call_id", String(36), ForeignKey("selection_call.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

decision_table = Table(
    "selection_decision",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), ForeignKey("selection_call.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("call_id", "revision"),
)

signature_table = Table(
    "selection_signature",
    metadata,
    Column("decision_id", String(36), ForeignKey("selection_decision.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person_id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("decision_id", "person_id"),
)
