"""Benchmarks: which set was asked, what is right, and the results once all answers are over."""

from collections.abc import Sequence
from typing import cast

import msgspec
from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.benchmarks.benchmark import Benchmark
from genkan.evaluation.benchmarks.errors import BenchmarkUnknown
from genkan.evaluation.benchmarks.item import AskedItem
from genkan.evaluation.benchmarks.results import Results
from genkan.evaluation.benchmarks.store.tables import benchmark_table, item_table
from genkan.evaluation.graders import Expectation
from genkan.kit import storable


async def add_benchmark(
    connection: AsyncConnection, benchmark: Benchmark, items: Sequence[AskedItem]
) -> None:
    """Write down which set a run asks, and what is right."""
    values = {
        "run_id": benchmark.run_id,
        "source": storable(benchmark.source),
        "source_digest": benchmark.source_digest,
        "seed": benchmark.seed,
        "results": None,
    }
    await connection.execute(benchmark_table.insert().values(values))
    await connection.execute(item_table.insert(), [_row(benchmark.run_id, item) for item in items])


async def find_benchmark(connection: AsyncConnection, run_id: str) -> Benchmark:
    """The benchmark of a run; raises ``BenchmarkUnknown``."""
    query = select(benchmark_table).where(benchmark_table.c.run_id == storable(run_id))
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise BenchmarkUnknown
    results = row["results"]
    return Benchmark(
        run_id=row["run_id"],
        source=row["source"],
        source_digest=row["source_digest"],
        seed=row["seed"],
        results=None if results is None else msgspec.convert(results, Results),
    )


async def read_items(connection: AsyncConnection, run_id: str) -> dict[str, AskedItem]:
    """What was asked, by question key."""
    query = select(item_table).where(item_table.c.run_id == run_id)
    return {row["question_key"]: _item(row) for row in (await connection.execute(query)).mappings()}


async def keep_results(connection: AsyncConnection, run_id: str, results: Results | None) -> None:
    """Write the results."""
    values = None if results is None else cast("object", msgspec.to_builtins(results))
    await connection.execute(
        benchmark_table.update().where(benchmark_table.c.run_id == run_id).values(results=values)
    )


def _row(run_id: str, item: AskedItem) -> dict[str, object]:
    return {
        "run_id": run_id,
        "question_key": item.question_key,
        "item_key": item.item_key,
        "repetition": item.repetition,
        "field": storable(item.field),
        "family": storable(item.family),
        "should_refuse": item.should_refuse,
        "expectation": cast("object", msgspec.to_builtins(item.expectation)),
    }


def _item(row: RowMapping) -> AskedItem:
    return AskedItem(
        question_key=row["question_key"],
        item_key=row["item_key"],
        repetition=row["repetition"],
        field=row["field"],
        family=row["family"],
        should_refuse=row["should_refuse"],
        expectation=msgspec.convert(row["expectation"], Expectation),
    )
