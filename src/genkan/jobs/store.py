"""The lease table: a job belongs to the worker that holds an unexpired lease on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs.task import Payload
from genkan.storage import Moment, insert_once, metadata

job = Table(
    "job",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("task", String(80), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("key", String(120), unique=True),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("run_after", Moment, nullable=False),
    Column("worker_id", String(36)),
    Column("lease_until", Moment),
    Column("error", Text),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_job_due", "state", "run_after"),
)


class JobState(StrEnum):
    """Where a job stands (受付済・処理中・完了・エラー)."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Job:
    """One piece of work; ``attempt`` counts the starts, this one included, and none that ended with an orderly stop."""

    id: str
    task: str
    payload: Payload
    state: JobState
    attempt: int
    error: str | None


async def add(
    connection: AsyncConnection,
    *,
    job_id: str,
    task: str,
    payload: Payload,
    key: str | None,
    run_after: datetime,
    now: datetime,
) -> bool:
    """Queue a job; False where an open job has its key, also one that was queued at the same time."""
    row = {
        "id": job_id,
        "task": task,
        "payload": dict(payload),
        "key": key,
        "state": JobState.QUEUED,
        "attempt": 0,
        "run_after": run_after,
        "created_at": now,
    }
    return await insert_once(connection, job, row)


async def find_by_key(connection: AsyncConnection, key: str) -> str | None:
    """The id of the job with this key, while it has not ended."""
    open_states = (JobState.QUEUED, JobState.RUNNING)
    query = select(job.c.id).where(job.c.key == key, job.c.state.in_(open_states))
    return (await connection.execute(query)).scalar_one_or_none()


async def claim(
    connection: AsyncConnection,
    *,
    worker_id: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    but: Sequence[str],
    only: str | None = None,
    never: Sequence[str] = (),
) -> tuple[Job, ...]:
    """Take up to ``limit`` jobs that are due, or whose worker let its lease run out.

    ``but``: what this worker runs at the moment, which no clock can take away from it. ``only`` names the one task
    whose jobs are wanted, ``never`` tasks whose jobs are not.
    """
    wanted = job.c.task == only if only else job.c.task.not_in(never)
    candidates = (
        select(job.c.id).where(_is_due(now, but), wanted).order_by(job.c.run_after, job.c.id).limit(limit)
    ).with_for_update(skip_locked=True)
    ids = (await connection.execute(candidates)).scalars().all()
    if not ids:
        return ()
    await connection.execute(
        job.update()
        .where(job.c.id.in_(ids))
        .values(
            state=JobState.RUNNING, worker_id=worker_id, lease_until=now + lease, attempt=job.c.attempt + 1
        )
    )
    rows = await connection.execute(select(job).where(job.c.id.in_(ids)).order_by(job.c.run_after, job.c.id))
    return tuple(_job(row) for row in rows.mappings())


async def any_due(connection: AsyncConnection, *, now: datetime, but: Sequence[str]) -> bool:
    """Whether any job could be claimed, whatever its task."""
    found = await connection.execute(select(job.c.id).where(_is_due(now, but)).limit(1))
    return found.first() is not None


def _is_due(now: datetime, but: Sequence[str]) -> ColumnElement[bool]:
    """Due, or abandoned by a worker that let its lease run out."""
    due = and_(job.c.state == JobState.QUEUED, job.c.run_after <= now)
    ours = job.c.id.in_(but)
    return or_(due, and_(job.c.state == JobState.RUNNING, job.c.lease_until < now, not_(ours)))


async def extend(
    connection: AsyncConnection, job_ids: Sequence[str], *, worker_id: str, until: datetime
) -> frozenset[str]:
    """Prolong the leases of the jobs that this worker runs; those that it holds no more are left out of the result."""
    held = await connection.execute(
        job.update()
        .where(job.c.id.in_(job_ids), job.c.worker_id == worker_id, job.c.state == JobState.RUNNING)
        .values(lease_until=until)
        .returning(job.c.id)
    )
    return frozenset(held.scalars())


async def end(
    connection: AsyncConnection,
    job_id: str,
    *,
    worker_id: str,
    state: JobState,
    error: str | None,
    now: datetime,
) -> bool:
    """Mark a job as done or failed; False where another worker has taken it over."""
    result = await connection.execute(
        job.update()
        .where(job.c.id == job_id, job.c.worker_id == worker_id, job.c.state == JobState.RUNNING)
        .values(state=state, error=error, ended_at=now, lease_until=None, key=None)
    )
    return result.rowcount == 1


async def queue_again(
    connection: AsyncConnection, job_id: str, *, worker_id: str, run_after: datetime, attempt: int
) -> None:
    """Give a job back for another start; ``attempt`` is how many starts count."""
    await connection.execute(
        job.update()
        .where(job.c.id == job_id, job.c.worker_id == worker_id, job.c.state == JobState.RUNNING)
        .values(state=JobState.QUEUED, run_after=run_after, attempt=attempt, worker_id=None, lease_until=None)
    )


async def delete_ended(connection: AsyncConnection, *, before: datetime) -> None:
    """Forget the jobs that were done before a moment; failed ones stay for the operator."""
    await connection.execute(job.delete().where(job.c.state == JobState.DONE, job.c.ended_at < before))


def _job(columns: RowMapping) -> Job:
    return Job(
        id=columns["id"],
        task=columns["task"],
        payload=cast("Payload", columns["payload"]),
        state=JobState(columns["state"]),
        attempt=columns["attempt"],
        error=columns["error"],
    )
