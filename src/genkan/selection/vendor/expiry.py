"""Every night: registrations that nobody decided about for too long, or whose call is over, are forgotten."""

from dataclasses import dataclass
from datetime import timedelta

from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.selection.vendor.registering import Registering
from genkan.storage import Database

FORGET_REGISTRATIONS = "selection.forget_registrations"
_EVERY = timedelta(days=1)
# A quarter to four at night in Japan, in UTC.
_HOUR, _MINUTE = 18, 45


@dataclass(frozen=True, slots=True)
class RegistrationExpiry:
    """Forgets what is due, and leaves the job for the next night."""

    database: Database
    queue: Queue
    clock: Clock
    registering: Registering

    async def begin(self) -> None:
        """Leave the job for the next night, unless it is there."""
        due = self.clock().replace(hour=_HOUR, minute=_MINUTE, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        key = f"{FORGET_REGISTRATIONS}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, FORGET_REGISTRATIONS, payload={}, key=key, run_after=due)

    async def run(self, payload: Payload) -> None:
        """The work of one night; it may be repeated, for it looks anew."""
        await self.begin()
        await self.registering.forget_over()

    def tasks(self) -> dict[str, Task]:
        """The work in the background."""
        return {FORGET_REGISTRATIONS: Task(run=self.run, attempts=5)}
