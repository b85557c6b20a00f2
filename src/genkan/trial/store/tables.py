"""The tables of the trial room; who may be found in them is a matter of the functions beside."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.storage import Moment, metadata

# In this and the tables below, ``person_id`` is empty once the record has lost whose it was (``trial.forgetting``).
comparison_table = Table(
    "comparison",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
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
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("choice", String(10), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
)

# What a vote said before it was changed; the newest revision stands in ``vote``.
vote_revision_table = Table(
    "vote_revision",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("choice", String(10), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

guess_table = Table(
    "guess",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("a", String(40), nullable=False),
    Column("b", String(40), nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)

reveal_table = Table(
    "reveal",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=True),
    Column("at", Moment, nullable=False),
)

# To what in daily work the answers of a trial belong. ``kept`` is the side with which a conversation went on.
allotted_table = Table(
    "trial_allotted",
    metadata,
    Column("comparison_id", String(36), ForeignKey("comparison.id"), primary_key=True),
    Column("trial_id", String(36), ForeignKey("trial.id"), nullable=False),
    Column("mode", String(12), nullable=False),
    Column("conversation_id", String(36), nullable=False),
    Column("turn_id", String(36), nullable=False),
    Column("kept", String(1), nullable=False),
    Index("ix_trial_allotted_conversation_id", "conversation_id"),
)

# The runs of apps to which a trial gave the model.
allotted_run_table = Table(
    "trial_run",
    metadata,
    Column("run_id", String(36), primary_key=True),
    Column("trial_id", String(36), ForeignKey("trial.id"), nullable=False),
)
