"""The tables of the workspace room."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from genkan.storage import Moment, metadata

conversation_table = Table(
    "conversation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("deployment_id", String(36), nullable=False),
    Column("searches", Boolean, nullable=False),
    Column("collection_ids", JSON, nullable=False),
    Column("last_answer_id", String(36)),
    Column("seen_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_conversation_person_id_updated_at", "person_id", "updated_at"),
)

turn_table = Table(
    "turn",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversation.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("replaces", String(36), ForeignKey("turn.id"), unique=True),
    Column("question", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("superseded_at", Moment),
)

answer_version_table = Table(
    "answer_version",
    metadata,
    Column("turn_id", String(36), ForeignKey("turn.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("answer_id", String(36), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
)

feedback_table = Table(
    "feedback",
    metadata,
    Column("answer_id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
