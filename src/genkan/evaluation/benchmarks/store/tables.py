"""The tables of benchmarks."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Integer, String, Table

from genkan.storage import metadata

benchmark_table = Table(
    "evaluation_benchmark",
    metadata,
    Column("run_id", String(36), ForeignKey("evaluation_run.id"), primary_key=True),
    Column("source", String(200), nullable=False),
    Column("source_digest", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("results", JSON),
)

item_table = Table(
    "evaluation_benchmark_item",
    metadata,
    Column("run_id", String(36), ForeignKey("evaluation_benchmark.run_id"), primary_key=True),
    Column("question_key", String(80), primary_key=True),
    Column("item_key", String(80), nullable=False),
    Column("repetition", Integer, nullable=False),
    Column("field", String(100), nullable=False),
    Column("family", String(100), nullable=False),
    Column("should_refuse", Boolean, nullable=False),
    Column("expectation", JSON, nullable=False),
)
