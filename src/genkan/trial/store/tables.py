"""The tables of the trial room; who may be found in them is a matter of the functions beside."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.storage import Moment, metadata

comparison_table = Table(
    "comparison",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("seed", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_comparison_person_id_created_at", "person_id", "created_at"),
)

side_table = Table(
    "comparison_side",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("side", String(1), primary_key=True),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=False),
    Column("title", String(100), nullable=False),
    Column("build", String(300), nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("answer_id", String(36), ForeignKey("answer.id"), nullable=False, unique=True),
)

vote_table = Table(
    "vote",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("choice", String(10), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

reveal_table = Table(
    "reveal",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
