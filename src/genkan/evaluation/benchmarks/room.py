"""Everything that is done with benchmarks, put together once a process."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.evaluation.benchmarks.benchmark import Benchmark
from genkan.evaluation.benchmarks.posing import pose
from genkan.evaluation.benchmarks.reading import read_items as read_lines
from genkan.evaluation.benchmarks.results import Results, results_of
from genkan.evaluation.benchmarks.store.benchmarks import (
    add_benchmark,
    find_benchmark,
    keep_results,
    read_items,
)
from genkan.evaluation.running import Contestant, RunPlan, Runs, Window, read_answers
from genkan.jobs import Payload, Task
from genkan.kit import Clock, new_id
from genkan.storage import Database

GRADE = "evaluation.grade_benchmark"
PATH = "/evaluation/benchmarks"
DEFAULT_SEED = 20261122
_ATTEMPTS = 5
_AT_ONCE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkWish:
    """What somebody wants to measure; ``content`` is the set as in its file, named ``source``."""

    organisation_id: str
    title: str
    source: str
    content: bytes
    contestants: tuple[Contestant, ...]
    started_by: str
    repetitions: int = 1
    concurrency: int = 4
    seed: int = DEFAULT_SEED
    with_context: bool = True
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    information_class: InformationClass = InformationClass.ONE
    window: Window | None = None


class Benchmarks:
    """Begins benchmarks as runs, and grades them once they are over."""

    def __init__(self, *, database: Database, runs: Runs, clock: Clock) -> None:
        self._database = database
        self._runs = runs
        self._clock = clock

    async def begin(self, connection: AsyncConnection, wish: BenchmarkWish) -> str:
        """Leave the run to the workers and return its id.

        Raises ``UnreadableItem``, ``GraderUnfit``, ``NoQuestions`` and the errors under ``PlanUnfit``.
        """
        items = read_lines(wish.content.splitlines(), with_context=wish.with_context)
        posed = tuple(pose(items, repetitions=wish.repetitions, seed=wish.seed))
        run_id = new_id(self._clock)
        plan = RunPlan(
            id=run_id,
            organisation_id=wish.organisation_id,
            title=wish.title,
            questions=tuple(question for question, _ in posed),
            contestants=wish.contestants,
            started_by=wish.started_by,
            concurrency=wish.concurrency,
            parameters=wish.parameters,
            information_class=wish.information_class,
            window=wish.window,
            then=(GRADE, {}),
            results_path=f"{PATH}/{run_id}",
        )
        await self._runs.begin(connection, plan)
        benchmark = Benchmark(
            run_id=run_id,
            source=wish.source,
            source_digest=hashlib.sha256(wish.content).hexdigest(),
            seed=wish.seed,
        )
        await add_benchmark(connection, benchmark, [asked for _, asked in posed])
        return run_id

    async def results(self, run_id: str) -> Results | None:
        """The results of everything that is over by now; ``None`` where nothing is. Raises ``BenchmarkUnknown``."""
        async with self._database.read() as connection:
            await find_benchmark(connection, run_id)
            items = await read_items(connection, run_id)
            answers = await read_answers(connection, run_id)
        return await asyncio.to_thread(results_of, items, answers)

    async def grade(self, payload: Payload) -> None:
        """Keep the results of a run that is over."""
        run_id = str(payload["run_id"])
        results = await self.results(run_id)
        async with self._database.write() as connection:
            await keep_results(connection, run_id, results)

    def tasks(self) -> dict[str, Task]:
        """What the worker does."""
        return {GRADE: Task(run=self.grade, attempts=_ATTEMPTS, at_once=_AT_ONCE)}
