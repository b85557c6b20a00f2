"""Every night: cases that are over for longer than their office keeps them lose what is personal."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, Ledger, list_events
from genkan.inquiry.case import Case
from genkan.inquiry.erasure.forgetting import forget_case
from genkan.inquiry.erasure.store import list_over
from genkan.inquiry.errors import CaseOvertaken
from genkan.inquiry.importing.imported import PREVIEW_LIFE
from genkan.inquiry.importing.store.imports import drop_previews
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.words import index_missing
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database

ERASE_OLD_CASES = "inquiry:erase_old_cases"
_ACTOR = "system"
_EVERY = timedelta(days=1)
# Three at night in Japan, in UTC.
_HOUR = 18
_LAST_OF_FEBRUARY = 28
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Retention:
    """Erases what is old enough, and leaves the job for the next night."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock

    async def begin(self) -> None:
        """Leave the job for the next night, unless it is there."""
        due = self.clock().replace(hour=_HOUR, minute=0, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        key = f"{ERASE_OLD_CASES}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, ERASE_OLD_CASES, payload={}, key=key, run_after=due)

    async def run(self, payload: Payload) -> None:
        """Erase cases, some a transaction, so that others may write between; drop previews of lists; index what words miss."""
        await self.begin()
        await self._drop_previews()
        while await self._index_some():
            pass
        after_id = ""
        while cases := await self._some(after_id):
            async with self.database.write() as connection:
                for case in cases:
                    await self._forget_if_due(connection, case)
            after_id = cases[-1].id

    def tasks(self) -> Mapping[str, Task]:
        """The work in the background; it may be repeated, for it looks anew."""
        return {ERASE_OLD_CASES: Task(run=self.run, attempts=5)}

    async def _drop_previews(self) -> None:
        """Lists of citizens that were looked at and not taken in are kept for a day."""
        async with self.database.write() as connection:
            await drop_previews(connection, before=self.clock() - PREVIEW_LIFE)

    async def _index_some(self) -> int:
        async with self.database.write() as connection:
            return await index_missing(connection)

    async def _some(self, after_id: str) -> list[Case]:
        async with self.database.read() as connection:
            before = years_before(self.clock(), 1)
            return list(await list_over(connection, before=before, after_id=after_id, limit=_BATCH))

    async def _forget_if_due(self, connection: AsyncConnection, case: Case) -> None:
        """Erase a case that is due; one that somebody changes at this moment waits for the next night."""
        if await self._is_due(connection, case):
            with suppress(CaseOvertaken):
                await forget_case(connection, self.ledger, case, actor=_ACTOR)

    async def _is_due(self, connection: AsyncConnection, case: Case) -> bool:
        """Whether nothing happened to the case for as many years as its office keeps cases."""
        office = await read_office(connection, case.organisation_id, case.office_id)
        if not office.retention_years:
            return False
        chosen = EventFilter(organisation_id=case.organisation_id, kind="inquiry:case:", object_id=case.id)
        events = (await list_events(connection, chosen, limit=1)).events
        last = events[0].at if events else case.received_at
        return last <= years_before(self.clock(), office.retention_years)


def years_before(moment: datetime, years: int) -> datetime:
    """The same day so many calendar years before; for a 29th of February, the 28th where there is none."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=_LAST_OF_FEBRUARY)
