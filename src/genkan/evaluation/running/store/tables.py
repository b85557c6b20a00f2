"""The tables of runs. An answer's ``place`` is its number in the order of its run; ``claim`` is the lane that asked it."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from genkan.storage import Moment, metadata

LONGEST_KEY = 80

run_table = Table(
    "evaluation_run",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("state", String(12), nullable=False),
    Column("repetitions", Integer, nullable=False),
    Column("concurrency", Integer, nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("opens_at", Moment),
    Column("closes_at", Moment),
    Column("then_task", String(80), nullable=False),
    Column("then_payload", JSON, nullable=False),
    Column("results_path", String(200), nullable=False),
    Column("started_by", String(36), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("total", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_evaluation_run_organisation_id", "organisation_id", "created_at"),
)

question_table = Table(
    "evaluation_question",
    metadata,
    Column("run_id", String(36), ForeignKey("evaluation_run.id"), primary_key=True),
    Column("key", String(LONGEST_KEY), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("limit", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("messages", JSON, nullable=False),
)

contestant_table = Table(
    "evaluation_contestant",
    metadata,
    Column("run_id", String(36), ForeignKey("evaluation_run.id"), primary_key=True),
    Column("key", String(LONGEST_KEY), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=False),
    Column("build", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("halt", JSON),
    Column("holder", String(36), nullable=False),
    Column("seen_at", Moment),
    Index("ix_evaluation_contestant_holder", "holder"),
)

answer_table = Table(
    "evaluation_answer",
    metadata,
    Column("run_id", String(36), ForeignKey("evaluation_run.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("question_key", String(LONGEST_KEY), nullable=False),
    Column("contestant_key", String(LONGEST_KEY), nullable=False),
    Column("repetition", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("claim", String(36), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("earlier", String(24), nullable=False),
    Column("outcome", String(24), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("build", Text, nullable=False),
    Column("call_id", String(36), nullable=False),
    Column("asked_at", Moment),
    Column("answered_at", Moment),
    Column("seconds_to_first_token", Float),
    Column("seconds", Float),
    Column("characters", Integer, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("micro_yen", BigInteger),
    Column("masked", Boolean, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("run_id", "contestant_key", "question_key", "repetition"),
    Index("ix_evaluation_answer_lane", "run_id", "contestant_key", "state"),
)
