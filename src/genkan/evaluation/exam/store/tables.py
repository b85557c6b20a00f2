"""The tables of sealed tests.

``plan`` is the blueprint with parameters and limits, ``record`` what was published at sealing, ``envelope`` the sealed
document as ciphertext, ``document`` the same in clear once it was opened, ``results`` what was published in the end; all
are JSON, or empty until there is such a thing. ``root`` is that of the results,
``judge`` the model that looks at open answers beforehand, as JSON. ``part`` of a custodian holds the halves of the key that were brought,
by the place of the other custodian for whom alone each is wrapped.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from genkan.storage import Moment, metadata

exam_table = Table(
    "evaluation_exam",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("state", String(12), nullable=False),
    Column("opens_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("made_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("made_at", Moment, nullable=False),
    Column("sealed_at", Moment, nullable=True),
    Column("opened_at", Moment, nullable=True),
    Column("published_at", Moment, nullable=True),
    Column("run_id", String(36), nullable=True),
    Column("marking_task_id", String(36), nullable=True),
    Column("root", String(64), nullable=True),
    Column("judge", Text, nullable=True),
    Column("plan", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("envelope", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("results", Text, nullable=False),
    Index("ix_evaluation_exam_organisation_id", "organisation_id"),
)

custodian_table = Table(
    "evaluation_exam_custodian",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("exam_id", String(36), ForeignKey("evaluation_exam.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("taken_at", Moment, nullable=True),
    Column("brought_at", Moment, nullable=True),
    Column("part", Text, nullable=False),
    UniqueConstraint("exam_id", "place"),
    UniqueConstraint("exam_id", "person_id"),
)

contestant_table = Table(
    "evaluation_exam_contestant",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("exam_id", String(36), ForeignKey("evaluation_exam.id"), nullable=False),
    Column("key", String(8), nullable=False),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("operator", String(200), nullable=False),
    UniqueConstraint("exam_id", "key"),
    UniqueConstraint("exam_id", "deployment_id"),
)

grade_table = Table(
    "evaluation_exam_grade",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("exam_id", String(36), ForeignKey("evaluation_exam.id"), nullable=False),
    Column("contestant_key", String(8), nullable=False),
    Column("question_key", String(40), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("score", Float, nullable=True),
    Column("reason", Text, nullable=False),
    Column("version", String(40), nullable=False),
    UniqueConstraint("exam_id", "contestant_key", "question_key"),
)
