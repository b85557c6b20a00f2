"""The tables of the marking desk; points and rubrics are JSON lists, texts come last."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.evaluation.marking.task import LONGEST_KEY, LONGEST_TITLE
from genkan.storage import Moment, metadata

task_table = Table(
    "marking_task",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("source", String(LONGEST_KEY), nullable=False),
    Column("state", String(12), nullable=False),
    Column("seed", String(32), nullable=False),
    Column("duplicate_percent", Integer, nullable=False),
    Column("limit", Integer, nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hidden", Text, nullable=False),
    Index("ix_marking_task_organisation_id", "organisation_id", "made_at"),
)

question_table = Table(
    "marking_question",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("task_id", String(36), ForeignKey("marking_task.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String(LONGEST_KEY), nullable=False),
    Column("field", String(LONGEST_KEY), nullable=False),
    Column("rubric", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("task_id", "key"),
)

answer_table = Table(
    "marking_answer",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("task_id", String(36), ForeignKey("marking_task.id"), nullable=False),
    Column("question_id", String(36), ForeignKey("marking_question.id"), nullable=False),
    Column("key", String(LONGEST_KEY), nullable=False),
    Column("party", String(LONGEST_KEY), nullable=False),
    Column("judged", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("question_id", "key"),
    Index("ix_marking_answer_task_id", "task_id"),
)

marker_table = Table(
    "marking_marker",
    metadata,
    Column("task_id", String(36), ForeignKey("marking_task.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("finished_at", Moment, nullable=True),
    Index("ix_marking_marker_person_id", "person_id"),
)

conflict_table = Table(
    "marking_conflict",
    metadata,
    Column("task_id", String(36), ForeignKey("marking_task.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("party", String(LONGEST_KEY), primary_key=True),
    Column("declared_at", Moment, nullable=False),
)

slot_table = Table(
    "marking_slot",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("task_id", String(36), ForeignKey("marking_task.id"), nullable=False),
    Column("answer_id", String(36), ForeignKey("marking_answer.id"), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("points", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("marked_at", Moment, nullable=True),
    Column("note", Text, nullable=False),
    UniqueConstraint("answer_id", "person_id", "turn"),
    UniqueConstraint("task_id", "person_id", "position"),
)

decision_table = Table(
    "marking_decision",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("task_id", String(36), ForeignKey("marking_task.id"), nullable=False),
    Column("answer_id", String(36), ForeignKey("marking_answer.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("asked_by", String(36), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("points", Text, nullable=False),
    Column("decided_at", Moment, nullable=True),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_marking_decision_task_id", "task_id"),
    Index("ix_marking_decision_person_id", "person_id"),
)
