"""The table of answers that have ended: it says to which exposure an answer belongs, until its trial is kept no longer."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from genkan.storage import Moment, metadata

# ``person_id`` is empty outside a trial, and again once the time of keeping is over.
trial_answer_table = Table(
    "trial_answer",
    metadata,
    Column("exposure_id", String(36), primary_key=True),
    Column("side", String(1), primary_key=True),
    Column("answer_id", String(36), nullable=False),
    Column("trial_id", String(36), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("conversation", String(36), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Index("ix_trial_answer_answer_id", "answer_id"),
    Index("ix_trial_answer_conversation", "conversation"),
    Index("ix_trial_answer_trial_id_ended_at", "trial_id", "ended_at"),
)
