"""The worker: claims jobs, runs them side by side, keeps their leases, and says what became of each."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs import store
from genkan.jobs.queue import Queue
from genkan.jobs.store import Job, JobState
from genkan.jobs.task import Task
from genkan.kit import Clock, new_id
from genkan.storage import Database, StorageProblem

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_SECONDS = 10.0
POLL_SECONDS = 1.0
RETRY_AFTER = timedelta(seconds=5)
KEEP_DONE = timedelta(days=7)


class Worker:
    """Runs the jobs of one database until stopped; as many workers as needed may share it.

    Where it does not ``take_all``, it leaves the jobs of all tasks without a bound of their own to other workers.
    """

    def __init__(
        self,
        database: Database,
        *,
        queue: Queue,
        clock: Clock,
        tasks: Mapping[str, Task],
        places: int = 64,
        take_all: bool = True,
    ) -> None:
        self.id = new_id(clock)
        self._database = database
        self._queue = queue
        self._clock = clock
        self._tasks = tasks
        self._places = places
        self._takes_all = take_all
        self._running: dict[str, asyncio.Task[None]] = {}
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._loops: list[asyncio.Task[None]] = []
        self._stopping = False

    async def start(self) -> None:
        """Begin to claim jobs."""
        self._stopping = False
        self._loops = [asyncio.create_task(self._claim_forever()), asyncio.create_task(self._keep_leases())]

    async def stop(self, *, grace_seconds: float = 3.0) -> None:
        """Claim no more, give what runs a little time, cancel the rest, and let each say once what became of it.

        A job whose owner cannot be told now keeps its lease, so that another worker tells them when it has run out.
        """
        self._stopping = True
        for loop in self._loops:
            loop.cancel()
        running = tuple(self._running.values())
        if running:
            await asyncio.wait(running, timeout=grace_seconds)
        for task in running:
            task.cancel()
        await asyncio.gather(*self._loops, *running, return_exceptions=True)

    async def _claim_forever(self) -> None:
        while True:
            self._queue.arrived.clear()
            if not await self._claim_safely():
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await self._queue.arrived.wait()

    async def _claim_safely(self) -> bool:
        try:
            return await self._claim()
        except Exception:  # the operator is told by the log
            logger.exception("The worker cannot claim jobs and tries again")
            return False

    async def _claim(self) -> bool:
        """Start what is due; True where there may be more at once."""
        free = self._places - len(self._running)
        if free <= 0 or not await self._any_due():
            return False
        async with self._database.write() as connection:
            jobs = [*await self._claim_of(connection, None, limit=free)] if self._takes_all else list[Job]()
            for name, places in self._bounded().items():
                limit = min(places, free - len(jobs))
                if limit > 0:
                    jobs += await self._claim_of(connection, name, limit=limit)
        for job in jobs:
            self._begin(job)
        return len(jobs) == free

    async def _any_due(self) -> bool:
        """One look, which writes nothing, in the place of one for each bounded task."""
        async with self._database.read() as connection:
            return await store.any_due(connection, now=self._clock(), but=tuple(self._running))

    async def _claim_of(
        self, connection: AsyncConnection, name: str | None, *, limit: int
    ) -> tuple[Job, ...]:
        """Jobs of one bounded task, or of all that have no bound of their own."""
        return await store.claim(
            connection,
            worker_id=self.id,
            now=self._clock(),
            lease=LEASE,
            limit=limit,
            but=tuple(self._running),
            only=name,
            never=tuple(self._bounded()),
        )

    def _bounded(self) -> dict[str, int]:
        """How many more jobs of each bounded task this worker may begin."""
        running = Counter(self._names.values())
        return {
            name: task.at_once - running[name]
            for name, task in self._tasks.items()
            if task.at_once is not None
        }

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._run(job))
        self._running[job.id] = task
        self._names[job.id] = job.task
        task.add_done_callback(lambda _task: self._forget(job.id))

    def _forget(self, job_id: str) -> None:
        """A place is free; a job of a bounded task may wait for it."""
        self._running.pop(job_id, None)
        self._taken.discard(job_id)
        if self._names.pop(job_id, "") in self._bounded():
            self._queue.arrived.set()

    async def _run(self, job: Job) -> None:
        try:
            await self._run_to_its_end(job)
        except StorageProblem as problem:
            logger.warning("Job %s (%s) cannot be marked; its lease runs out: %s", job.id, job.task, problem)

    async def _run_to_its_end(self, job: Job) -> None:
        task = self._tasks.get(job.task)
        if task is None:
            await self._end(job, error=f"no task named {job.task}")
        elif job.attempt > task.attempts:
            await self._give_up(job, task, error="the process that ran it ended without a word")
        else:
            await self._attempt(job, task)

    async def _attempt(self, job: Job, task: Task) -> None:
        try:
            await task.run(job.payload)
        except asyncio.CancelledError:
            if job.id not in self._taken:
                await asyncio.shield(self._release(job, task))
            raise
        except Exception as error:  # the operator is told by the log and by the job's row
            logger.exception("Job %s (%s) failed", job.id, job.task)
            await self._try_later(job, task, error=type(error).__name__)
        else:
            await self._end(job, error=None)

    async def _release(self, job: Job, task: Task) -> None:
        """The worker stops: leave the job to another one as if it had not begun, or tell its owner that it is lost.

        Only what may be begun once is lost: nobody knows how much of it was done.
        """
        if task.attempts == 1:
            await self._give_up(job, task, error="the worker was stopped")
            return
        await self._queue_again(job, counts=False)

    async def _try_later(self, job: Job, task: Task, *, error: str) -> None:
        if job.attempt >= task.attempts:
            await self._give_up(job, task, error=error)
            return
        await self._queue_again(job, counts=True)

    async def _queue_again(self, job: Job, *, counts: bool) -> None:
        async with self._database.write() as connection:
            await store.queue_again(
                connection,
                job.id,
                worker_id=self.id,
                run_after=self._clock() + RETRY_AFTER,
                attempt=job.attempt if counts else job.attempt - 1,
            )

    async def _give_up(self, job: Job, task: Task, *, error: str) -> None:
        while not await self._tell_owner(job, task):
            if self._stopping:
                return
            await asyncio.sleep(RETRY_AFTER.total_seconds())
        await self._end(job, error=error)

    async def _tell_owner(self, job: Job, task: Task) -> bool:
        if task.lost is None:
            return True
        try:
            await task.lost(job.payload)
        except Exception:  # the operator is told by the log
            logger.exception("Job %s (%s) could not report its loss yet", job.id, job.task)
            return False
        return True

    async def _end(self, job: Job, *, error: str | None) -> None:
        state = JobState.FAILED if error else JobState.DONE
        async with self._database.write() as connection:
            await store.end(
                connection, job.id, worker_id=self.id, state=state, error=error, now=self._clock()
            )

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            try:
                await self._prolong()
            except Exception:  # the operator is told by the log
                logger.exception("The worker cannot prolong its leases and tries again")

    async def _prolong(self) -> None:
        running = tuple(self._running)
        async with self._database.write() as connection:
            held = await store.extend(connection, running, worker_id=self.id, until=self._clock() + LEASE)
            await store.delete_ended(connection, before=self._clock() - KEEP_DONE)
        for job_id in set(running) - held:
            self._leave_to_another(job_id)

    def _leave_to_another(self, job_id: str) -> None:
        """Another worker took the job over while this one could not prolong its lease: what goes on here ends."""
        task = self._running.get(job_id)
        if task is not None:
            self._taken.add(job_id)
            task.cancel()
