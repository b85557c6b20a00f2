"""The tables of the item bank; ``content`` is the question as JSON."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.storage import Moment, metadata

item_table = Table(
    "evaluation_item",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("code", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("field", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("author_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("reviewer_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("changed_at", Moment, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("organisation_id", "code"),
    UniqueConstraint("organisation_id", "fingerprint"),
    Index("ix_evaluation_item_field", "organisation_id", "state", "field"),
)

version_table = Table(
    "evaluation_item_version",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("item_id", String(36), ForeignKey("evaluation_item.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("author_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("item_id", "version"),
)

review_table = Table(
    "evaluation_item_review",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("item_id", String(36), ForeignKey("evaluation_item.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("approved", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_evaluation_item_review_item_id", "item_id"),
)

exposure_table = Table(
    "evaluation_exposure",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("item_id", String(36), ForeignKey("evaluation_item.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("operator", String(200), nullable=False),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=True),
    Column("exam_id", String(36), nullable=True),
    Column("at", Moment, nullable=False),
    Index("ix_evaluation_exposure_item_id", "item_id"),
)

public_set_table = Table(
    "evaluation_public_set",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("total", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("organisation_id", "name"),
)

public_question_table = Table(
    "evaluation_public_question",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("set_id", String(36), ForeignKey("evaluation_public_set.id"), nullable=False),
    Column("key", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_evaluation_public_question_set_id", "set_id"),
)
