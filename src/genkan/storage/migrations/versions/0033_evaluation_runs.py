"""Runs of questions over deployments, their answers, and benchmarks."""

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _create_runs()
    _create_questions()
    _create_contestants()
    _create_answers()
    _create_benchmarks()


def _create_runs() -> None:
    op.create_table(
        "evaluation_run",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("concurrency", sa.Integer(), nullable=False),
        sa.Column("information_class", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("opens_at", Moment(), nullable=True),
        sa.Column("closes_at", Moment(), nullable=True),
        sa.Column("then_task", sa.String(length=80), nullable=False),
        sa.Column("then_payload", sa.JSON(), nullable=False),
        sa.Column("results_path", sa.String(length=200), nullable=False),
        sa.Column("started_by", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        _reference("evaluation_run", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_run")),
    )
    op.create_index("ix_evaluation_run_organisation_id", "evaluation_run", ["organisation_id", "created_at"])


def _create_questions() -> None:
    op.create_table(
        "evaluation_question",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        _reference("evaluation_question", "run_id", "evaluation_run"),
        sa.PrimaryKeyConstraint("run_id", "key", name=op.f("pk_evaluation_question")),
    )


def _create_contestants() -> None:
    op.create_table(
        "evaluation_contestant",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deployment_id", sa.String(length=36), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("halt", sa.JSON(), nullable=True),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("seen_at", Moment(), nullable=True),
        _reference("evaluation_contestant", "run_id", "evaluation_run"),
        _reference("evaluation_contestant", "deployment_id", "deployment"),
        sa.PrimaryKeyConstraint("run_id", "key", name=op.f("pk_evaluation_contestant")),
    )
    op.create_index("ix_evaluation_contestant_holder", "evaluation_contestant", ["holder"])


def _create_answers() -> None:
    op.create_table(
        "evaluation_answer",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_key", sa.String(length=80), nullable=False),
        sa.Column("contestant_key", sa.String(length=80), nullable=False),
        sa.Column("repetition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("claim", sa.String(length=36), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("seconds_to_first_token", sa.Float(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("micro_yen", sa.BigInteger(), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _reference("evaluation_answer", "run_id", "evaluation_run"),
        sa.PrimaryKeyConstraint("run_id", "place", name=op.f("pk_evaluation_answer")),
        sa.UniqueConstraint(
            "run_id",
            "contestant_key",
            "question_key",
            "repetition",
            name=op.f("uq_evaluation_answer_run_id_contestant_key_question_key_repetition"),
        ),
    )
    op.create_index("ix_evaluation_answer_lane", "evaluation_answer", ["run_id", "contestant_key", "state"])


def _create_benchmarks() -> None:
    op.create_table(
        "evaluation_benchmark",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=True),
        _reference("evaluation_benchmark", "run_id", "evaluation_run"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_evaluation_benchmark")),
    )
    op.create_table(
        "evaluation_benchmark_item",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("question_key", sa.String(length=80), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("repetition", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("should_refuse", sa.Boolean(), nullable=False),
        sa.Column("expectation", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["evaluation_benchmark.run_id"],
            name=op.f("fk_evaluation_benchmark_item_run_id_evaluation_benchmark"),
        ),
        sa.PrimaryKeyConstraint("run_id", "question_key", name=op.f("pk_evaluation_benchmark_item")),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
