"""A verification in the background: asked for on a page, done by a worker, followed by anyone who may."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.ledger.result import Verification
from genkan.governance.ledger.store import runs
from genkan.governance.store.people import find_person
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.storage import Database

VERIFY_LEDGER = "governance:verify_ledger"
TELL_SECONDS = 1.0
GIVEN_UP_AFTER = timedelta(hours=1)


async def ask_for_examination(connection: AsyncConnection, queue: Queue, *, actor: str, clock: Clock) -> str:
    """Leave the job and return the id of the run; the one that is still going on, if there is one."""
    newest = await runs.newest_run(connection)
    if newest and newest.is_open and clock() - newest.asked_at < GIVEN_UP_AFTER:
        return newest.id
    run_id = new_id(clock)
    await runs.add_run(connection, run_id, actor=actor, now=clock())
    await queue.enqueue(connection, VERIFY_LEDGER, payload={"run_id": run_id})
    return run_id


class Examination:
    """One run: verifies, tells its progress every second, and records the result in the ledger."""

    def __init__(self, run_id: str, *, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._run_id = run_id
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._progress = (0, 0)

    async def run(self) -> None:
        """Verify and write the result down."""
        telling = asyncio.create_task(self._tell_progress())
        try:
            async with self._database.read() as connection:
                result = await self._ledger.verify(connection, progress=self._note)
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling
        await self._end(result)

    async def lose(self) -> None:
        """The process that ran it has ended: let people ask again."""
        async with self._database.write() as connection:
            await runs.end_run(connection, self._run_id, result=None, now=self._clock())

    def _note(self, done: int, total: int) -> None:
        self._progress = (done, total)

    async def _tell_progress(self) -> None:
        while True:
            done, total = self._progress
            async with self._database.write() as connection:
                await runs.set_progress(connection, self._run_id, done=done, total=total)
            await asyncio.sleep(TELL_SECONDS)

    async def _end(self, result: Verification) -> None:
        async with self._database.write() as connection:
            run = await runs.find_run(connection, self._run_id)
            await runs.end_run(connection, self._run_id, result=result, now=self._clock())
            person = await find_person(connection, person_id=run.actor) if run else None
            await self._ledger.record(
                connection,
                GovernanceEvent.LEDGER_VERIFIED,
                actor=person.id if person else "system",
                organisation_id=person.organisation_id if person else None,
                object_id=self._run_id,
                details={"ok": result.ok, "events": result.events, "links": result.links},
            )
