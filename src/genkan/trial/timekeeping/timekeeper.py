"""Every hour: what the protocols of trials want done is done once, whichever process does it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import LookDetails, details_of
from genkan.trial.protocol import (
    SYSTEM,
    InterimLook,
    LastDayNotOver,
    Protocol,
    Trial,
    TrialNotOpen,
    TrialOffice,
    TrialState,
    WhenMet,
    add_look,
    day_in_japan,
    days_of_looks,
    find_trial,
    looks_of,
    protocol_in_force,
    trials_going_on,
)
from genkan.trial.timekeeping.taking import take_look

KEEP_TIME = "trial:keep_time"
TAKE_LOOK = "trial:take_look"
_EVERY = timedelta(hours=1)
# Some minutes past the hour, so that midnight in Japan is surely over.
_MINUTE = 5
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Timekeeper:
    """Takes the declared looks, ends assignments after the last day and closes trials after the days of grace."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock

    async def begin(self) -> None:
        """Leave the job for the next hour, unless it is there."""
        due = self.clock().replace(minute=_MINUTE, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        async with self.database.write() as connection:
            key = f"{KEEP_TIME}:{due.isoformat()}"
            await self.queue.enqueue(connection, KEEP_TIME, payload={}, key=key, run_after=due)

    async def run(self, _payload: Payload) -> None:
        """Do what is due in every trial that goes on, and leave a job for each look that is due."""
        await self.begin()
        async with self.database.read() as connection:
            trials = await trials_going_on(connection)
        for trial_id in trials:
            async with self.database.write() as connection:
                await self._leave_looks(connection, trial_id)
            async with self.database.write() as connection:
                # Nothing is due, or another process was quicker.
                with suppress(LastDayNotOver, TrialNotOpen):
                    await TrialOffice(self.ledger, self.clock).conduct.keep(connection, trial_id)

    async def look(self, payload: Payload) -> None:
        """Take a look, unless it was taken or the trial has ended meanwhile."""
        trial_id, number = str(payload["trial_id"]), int(str(payload["number"]))
        async with self.database.read() as connection:
            day = (await self._looks_due(connection, trial_id)).get(number)
        if day is None:
            return
        look = await take_look(self.database, trial_id, number=number, day=day, at=self.clock())
        async with self.database.write() as connection:
            await self._write(connection, look)

    def tasks(self) -> Mapping[str, Task]:
        """The work in the background; nothing is done twice."""
        return {
            KEEP_TIME: Task(run=self.run, attempts=_ATTEMPTS),
            TAKE_LOOK: Task(run=self.look, attempts=_ATTEMPTS, at_once=1),
        }

    async def _leave_looks(self, connection: AsyncConnection, trial_id: str) -> None:
        for number in await self._looks_due(connection, trial_id):
            key, payload = f"{TAKE_LOOK}:{trial_id}:{number}", {"trial_id": trial_id, "number": number}
            await self.queue.enqueue(connection, TAKE_LOOK, payload=payload, key=key)

    async def _looks_due(self, connection: AsyncConnection, trial_id: str) -> dict[int, date]:
        """The days of the looks that have come and were not taken, by their numbers."""
        trial, protocol = await self._open_trial(connection, trial_id)
        if trial is None or protocol is None:
            return {}
        taken = {look.number for look in await looks_of(connection, trial_id)}
        today = day_in_japan(self.clock())
        days = enumerate(days_of_looks(protocol), start=1)
        return {number: day for number, day in days if day <= today and number not in taken}

    async def _open_trial(
        self, connection: AsyncConnection, trial_id: str, *, lock: bool = False
    ) -> tuple[Trial | None, Protocol | None]:
        trial = await find_trial(connection, trial_id, lock=lock)
        if trial is None or trial.state is not TrialState.OPEN:
            return None, None
        signed = await protocol_in_force(connection, trial_id)
        return trial, signed.protocol if signed else None

    async def _write(self, connection: AsyncConnection, look: InterimLook) -> None:
        """Write the look and its event; a rule that must be followed ends the trial in the same transaction."""
        trial, protocol = await self._open_trial(connection, look.trial_id, lock=True)
        if trial is None or protocol is None or not await add_look(connection, look):
            return
        details = LookDetails(
            digest=protocol.digest(),
            number=look.number,
            day=look.day,
            met=look.met,
            votes=look.votes,
            persons=look.persons,
            seal=look.seal,
        )
        await self.ledger.record(
            connection,
            TrialEvent.LOOKED,
            actor=SYSTEM,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details_of(details),
        )
        if look.met and protocol.when_met is WhenMet.MUST:
            office = TrialOffice(self.ledger, self.clock)
            await office.conduct.end_by_rule(connection, trial.id, actor=SYSTEM)
