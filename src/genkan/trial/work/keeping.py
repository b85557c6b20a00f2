"""Every night: dropped conversations are told, and what was kept long enough loses whose it was, keys of packs too."""

from dataclasses import dataclass
from datetime import timedelta

from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.audit.store.audits import withdraw_stale
from genkan.trial.evidence import Use, UsedDetails
from genkan.trial.forgetting import Forgetting
from genkan.trial.publishing.filing import destroy_keys
from genkan.trial.work.recording import record_use
from genkan.trial.work.store import add_use, dropped_answers

KEEP_EVIDENCE = "trial.keep_evidence"
DROPPED_AFTER = timedelta(days=7)
AUDITED_WITHIN = timedelta(days=60)
_EVERY = timedelta(days=1)
# Half past three at night in Japan, in UTC.
_HOUR, _MINUTE = 18, 30
_BATCH = 200


@dataclass(frozen=True, kw_only=True)
class EvidenceKeeping:
    """Does the work of the night, and leaves the job for the next one."""

    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    clock: Clock

    async def begin(self) -> None:
        """Leave the job for the next night, unless it is there."""
        due = self.clock().replace(hour=_HOUR, minute=_MINUTE, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        key = f"{KEEP_EVIDENCE}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, KEEP_EVIDENCE, payload={}, key=key, run_after=due)

    async def run(self, payload: Payload) -> None:
        """The work of one night, in transactions that leave others room; it may be repeated, for it looks anew."""
        await self.begin()
        while await self._tell_dropped():
            pass
        async with self.database.write() as connection:
            await withdraw_stale(connection, before=self.clock() - AUDITED_WITHIN)
        await self.forgetting.forget_withdrawn()
        await self.forgetting.forget_old()
        kept = await self.forgetting.kept_days()
        await destroy_keys(self.database, self.ledger, self.clock, kept_days=kept)

    @property
    def forgetting(self) -> Forgetting:
        """What takes persons out of the records."""
        return Forgetting(database=self.database, ledger=self.ledger, gateway=self.gateway, clock=self.clock)

    def tasks(self) -> dict[str, Task]:
        """The work in the background."""
        return {KEEP_EVIDENCE: Task(run=self.run, attempts=5)}

    async def _tell_dropped(self) -> bool:
        """Record some answers after which nothing came; whether there may be more."""
        async with self.database.write() as connection:
            found = await dropped_answers(connection, before=self.clock() - DROPPED_AFTER, limit=_BATCH)
            for answer in found:
                if await add_use(connection, answer, Use.DROPPED, at=self.clock()):
                    details = UsedDetails(
                        side=answer.side, use=Use.DROPPED, answer_characters=answer.characters
                    )
                    await record_use(connection, self.ledger, answer, details, actor="system")
        return len(found) == _BATCH
