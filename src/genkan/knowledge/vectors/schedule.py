"""When vectors are made: at once after a choice, and every minute for what has changed since."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.jobs import BUILD_VECTORS
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.storage import Database

logger = logging.getLogger(__name__)

_EVERY = timedelta(minutes=1)


class MakesVectors(Protocol):
    """The vectors, as far as their making needs to be planned."""

    async def plan(self, connection: AsyncConnection) -> VectorPlan | None: ...

    async def build(self) -> bool: ...


class VectorSchedule:
    """Leaves the jobs that make vectors, and does them. While no model is chosen there are none."""

    def __init__(self, database: Database, *, queue: Queue, clock: Clock, vectors: MakesVectors) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._vectors = vectors

    async def begin(self) -> None:
        """Leave the job for the next minute, unless it is there or no model is chosen."""
        async with self._database.write() as connection:
            if await self._vectors.plan(connection) is not None:
                await self._leave(connection, _next(self._clock()))

    async def request(self, connection: AsyncConnection) -> None:
        """Leave a job for now, in the transaction in which a choice is made or taken back."""
        await self._leave(connection, self._clock())

    async def run(self) -> None:
        """Make what is missing, whatever became of earlier runs; where another process is at it, look again in a minute."""
        await self.begin()
        try:
            await self._vectors.build()
        except IndexUnavailable as problem:
            logger.info("Vectors are made or deleted later: %s", problem)
            async with self._database.write() as connection:
                await self._leave(connection, _next(self._clock()))

    async def _leave(self, connection: AsyncConnection, due: datetime) -> None:
        key = f"{BUILD_VECTORS}:{due.isoformat()}"
        await self._queue.enqueue(connection, BUILD_VECTORS, payload={}, key=key, run_after=due)


def _next(now: datetime) -> datetime:
    """The next full minute, so that processes agree on it."""
    return now.replace(second=0, microsecond=0) + _EVERY
