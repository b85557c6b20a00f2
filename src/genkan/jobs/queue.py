"""Leaving a job in the transaction of the deed that causes it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs import store
from genkan.kit import Clock, new_id
from genkan.storage import after_commit


class Queue:
    """The way to leave work; ``arrived`` wakes the worker of this process once the transaction is committed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.arrived = asyncio.Event()

    async def enqueue(
        self,
        connection: AsyncConnection,
        task: str,
        *,
        payload: Mapping[str, object],
        key: str | None = None,
        run_after: datetime | None = None,
    ) -> str:
        """Queue a job and return its id; with ``key``, the id of the open job that has the key already."""
        now, job_id = self._clock(), new_id(self._clock)
        while not await store.add(
            connection,
            job_id=job_id,
            task=task,
            payload=payload,
            key=key,
            run_after=run_after or now,
            now=now,
        ):
            waiting = await store.find_by_key(connection, key or "")
            if waiting:
                return waiting
        after_commit(connection, self.arrived.set)
        return job_id
