"""Runs that are kept no longer than the installation says (保存期間)."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import AppEvent
from genkan.apps.run import Run
from genkan.apps.runs.erasing import erase
from genkan.apps.runs.trial import NoTrial, RunTrial
from genkan.apps.store import pairs, runs
from genkan.governance import Ledger
from genkan.jobs import Payload, Queue
from genkan.kit import Clock
from genkan.storage import Database

ERASE_RUN = "apps.erase_run"


class Expiring:
    """Leaves a job for each run that begins; when it comes due, the period in force at that time counts."""

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        days: int,
        trial: RunTrial | None = None,
    ) -> None:
        self._trial = trial or NoTrial()
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self._kept = timedelta(days=days)

    async def schedule(self, connection: AsyncConnection, run_id: str) -> None:
        """Have a run erased in time, within the transaction that begins it."""
        await self._queue.enqueue(
            connection, ERASE_RUN, payload={"run_id": run_id}, run_after=self._clock() + self._kept
        )

    async def erase(self, payload: Payload) -> None:
        """Erase a run whose time is over; one that goes on, or is kept longer by now, comes due again."""
        async with self._database.write() as connection:
            run = await runs.lock_run(connection, str(payload["run_id"]))
            if run is None:
                return
            due = (run.ended_at or self._clock()) + self._kept
            if self._clock() < due or run.ended_at is None:
                await self._queue.enqueue(connection, ERASE_RUN, payload=payload, run_after=due)
                return
            await self._trial.forget(connection, await pairs.ids_with_sides(connection, [run.id]))
            await erase(connection, [run.id])
            await self._record(connection, run)

    async def _record(self, connection: AsyncConnection, run: Run) -> None:
        await self._ledger.record(
            connection,
            AppEvent.DELETED,
            actor="system",
            organisation_id=run.organisation_id,
            object_id=run.id,
            details={"app": run.app_id},
        )
