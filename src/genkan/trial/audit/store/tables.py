"""The tables of expert audits; the texts are masked copies and go once the audit is decided.

When they are kept no longer, ``asker_id`` is empty, and a marker is called by a name that leads to nobody.
"""

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
    UniqueConstraint,
)

from genkan.storage import Moment, metadata

trial_audit_table = Table(
    "trial_audit",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("exposure_id", String(36), nullable=False),
    Column("side", String(1), nullable=False),
    Column("trial_id", String(36), ForeignKey("trial.id"), nullable=False),
    Column("arm", String(40), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("asker_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("answer_id", String(36), nullable=False, index=True),
    Column("information_class", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("exposure_id", "side"),
    Index("ix_trial_audit_trial_id_state", "trial_id", "state", "added_at"),
)

trial_mark_table = Table(
    "trial_mark",
    metadata,
    Column("audit_id", String(36), ForeignKey("trial_audit.id"), primary_key=True),
    Column("marker_id", String(36), primary_key=True),
    Column("correct", Boolean, nullable=False),
    Column("source_right", Boolean, nullable=False),
    Column("usable", Boolean, nullable=False),
    Column("harmful", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("decides", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)

# A marker gets no answer of an arm in which the marker has an interest.
trial_conflict_table = Table(
    "trial_conflict",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("arm", String(40), primary_key=True),
    Column("declared_by", String(36), nullable=False),
    Column("at", Moment, nullable=False),
)
