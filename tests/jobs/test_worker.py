"""What becomes of a job: done, tried again, or lost with a word to its owner, on both engines."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from genkan.jobs import JobState, Payload, Queue, Task, Worker, store
from genkan.kit import system_clock
from genkan.storage import Database


class Diary:
    """Remembers what was run."""

    def __init__(self) -> None:
        self.run: list[object] = []
        self.lost: list[object] = []

    async def write(self, payload: Payload) -> None:
        self.run.append(payload["name"])

    async def write_lost(self, payload: Payload) -> None:
        self.lost.append(payload["name"])

    async def fail(self, payload: Payload) -> None:
        self.run.append(payload["name"])
        raise RuntimeError("no ink")

    async def hang(self, payload: Payload) -> None:
        self.run.append(payload["name"])
        await asyncio.sleep(3600)


@asynccontextmanager
async def working(database: Database, tasks: dict[str, Task]) -> AsyncIterator[Queue]:
    queue = Queue(system_clock)
    worker = Worker(database, queue=queue, clock=system_clock, tasks=tasks)
    await worker.start()
    try:
        yield queue
    finally:
        async with asyncio.timeout(10):
            await worker.stop(grace_seconds=0)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def leave(database: Database, queue: Queue, task: str, name: str, *, key: str | None = None) -> str:
    async with database.write() as connection:
        return await queue.enqueue(connection, task, payload={"name": name}, key=key)


async def state_of(database: Database, job_id: str) -> tuple[str, str | None]:
    async with database.read() as connection:
        row = (await connection.execute(select(store.job).where(store.job.c.id == job_id))).one()
    return row.state, row.error


async def until_state(database: Database, job_id: str, state: JobState) -> str | None:
    async with asyncio.timeout(10):
        while True:
            found, error = await state_of(database, job_id)
            if found == state:
                return error
            await asyncio.sleep(0.02)


async def test_a_committed_job_is_done(database: Database) -> None:
    diary = Diary()
    async with working(database, {"write": Task(run=diary.write)}) as queue:
        job_id = await leave(database, queue, "write", "letter")
        await until_state(database, job_id, JobState.DONE)
    assert diary.run == ["letter"]


async def test_a_job_of_a_transaction_that_failed_is_never_done(database: Database) -> None:
    diary = Diary()
    async with working(database, {"write": Task(run=diary.write)}) as queue:
        with pytest.raises(RuntimeError):
            async with database.write() as connection:
                await queue.enqueue(connection, "write", payload={"name": "never"})
                raise RuntimeError
        job_id = await leave(database, queue, "write", "after")
        await until_state(database, job_id, JobState.DONE)
    assert diary.run == ["after"]


async def test_a_failing_job_tells_its_owner_and_keeps_the_error(database: Database) -> None:
    diary = Diary()
    async with working(database, {"fail": Task(run=diary.fail, lost=diary.write_lost)}) as queue:
        job_id = await leave(database, queue, "fail", "letter")
        error = await until_state(database, job_id, JobState.FAILED)
    assert error == "RuntimeError"
    assert diary.lost == ["letter"]


async def test_an_unknown_task_fails_with_its_name(database: Database) -> None:
    async with working(database, {}) as queue:
        job_id = await leave(database, queue, "unheard", "letter")
        assert await until_state(database, job_id, JobState.FAILED) == "no task named unheard"


async def test_one_key_is_one_open_job(database: Database) -> None:
    queue = Queue(system_clock)
    first = await leave(database, queue, "write", "one", key="daily")
    assert await leave(database, queue, "write", "two", key="daily") == first


async def test_a_key_is_free_again_once_its_job_has_ended(database: Database) -> None:
    diary = Diary()
    async with working(database, {"write": Task(run=diary.write)}) as queue:
        first = await leave(database, queue, "write", "one", key="daily")
        await until_state(database, first, JobState.DONE)
        second = await leave(database, queue, "write", "two", key="daily")
        await until_state(database, second, JobState.DONE)
    assert diary.run == ["one", "two"]


async def test_a_job_whose_worker_died_is_lost_not_run_again(database: Database) -> None:
    diary = Diary()
    job_id = await leave(database, Queue(system_clock), "write", "letter")
    long_ago = system_clock() - timedelta(hours=1)
    async with database.write() as connection:
        claimed = await store.claim(
            connection, worker_id="dead", now=system_clock(), lease=long_ago - system_clock(), limit=1, but=()
        )
    assert [job.id for job in claimed] == [job_id]
    async with working(database, {"write": Task(run=diary.write, lost=diary.write_lost)}):
        await until_state(database, job_id, JobState.FAILED)
    assert (diary.run, diary.lost) == ([], ["letter"])


async def test_a_stopping_worker_leaves_a_repeatable_job_to_the_next(database: Database) -> None:
    diary = Diary()
    tasks = {"hang": Task(run=diary.hang, lost=diary.write_lost, attempts=2)}
    async with working(database, tasks) as queue:
        job_id = await leave(database, queue, "hang", "letter")
        await until(lambda: diary.run == ["letter"])
    assert (await state_of(database, job_id))[0] == JobState.QUEUED
    assert diary.lost == []


async def test_orderly_stops_are_no_attempts(database: Database) -> None:
    """A job that takes longer than a server stays up between two updates is not given up for that."""
    diary = Diary()
    tasks = {"hang": Task(run=diary.hang, lost=diary.write_lost, attempts=2)}
    job_id = await leave(database, Queue(system_clock), "hang", "letter")
    for number in range(1, 5):
        async with working(database, tasks):
            await until(lambda number=number: len(diary.run) == number)
        async with database.write() as connection:
            await connection.execute(store.job.update().values(run_after=system_clock()))
    assert (await state_of(database, job_id))[0] == JobState.QUEUED
    assert diary.lost == []


async def test_a_stopping_worker_tells_a_deaf_owner_once_and_leaves_the_lease(database: Database) -> None:
    diary = Diary()
    tasks = {"hang": Task(run=diary.hang, lost=diary.fail)}
    async with working(database, tasks) as queue:
        job_id = await leave(database, queue, "hang", "letter")
        await until(lambda: diary.run == ["letter"])
    assert (await state_of(database, job_id))[0] == JobState.RUNNING
    assert diary.run == ["letter", "letter"]


async def test_two_workers_never_do_the_same_job(database: Database) -> None:
    diary = Diary()
    tasks = {"write": Task(run=diary.write)}
    async with working(database, tasks) as queue, working(database, tasks):
        jobs = [await leave(database, queue, "write", f"letter {n}") for n in range(20)]
        for job_id in jobs:
            await until_state(database, job_id, JobState.DONE)
    assert sorted(map(str, diary.run)) == sorted(f"letter {n}" for n in range(20))


async def test_long_work_leaves_places_for_short_and_goes_in_order(database: Database) -> None:
    begun: list[object] = []
    gates: dict[object, asyncio.Event] = {}
    short = Diary()

    async def take_long(payload: Payload) -> None:
        begun.append(payload["name"])
        await gates.setdefault(payload["name"], asyncio.Event()).wait()

    tasks = {"long": Task(run=take_long, at_once=2), "short": Task(run=short.write)}
    async with working(database, tasks) as queue:
        for name in ("1", "2", "3", "4"):
            await leave(database, queue, "long", name)
        await leave(database, queue, "short", "letter")
        await until(lambda: len(begun) == 2 and short.run == ["letter"])
        assert begun == ["1", "2"]
        for number in range(4):
            await until(lambda number=number: len(begun) > number)
            gates[begun[number]].set()
        await until(lambda: len(begun) == 4)
    assert begun == ["1", "2", "3", "4"]


async def test_a_job_that_another_worker_took_over_ends_here_without_a_word(database: Database) -> None:
    """The lease ran out while this worker could not reach the database."""
    diary, queue = Diary(), Queue(system_clock)
    tasks = {"long": Task(run=diary.hang, lost=diary.write_lost)}
    worker = Worker(database, queue=queue, clock=system_clock, tasks=tasks)
    await worker.start()
    job_id = await leave(database, queue, "long", "a")
    await until(lambda: diary.run == ["a"])
    async with database.write() as connection:
        await connection.execute(store.job.update().values(worker_id="another"))
    await worker._prolong()
    await until(lambda: not worker._running)
    assert (await state_of(database, job_id), diary.lost) == (("running", None), [])
    await worker.stop(grace_seconds=0)
