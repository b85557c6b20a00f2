"""Every night, and whenever rules were loaded: entries whose articles are not as they were, or whose day has come, are flagged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger
from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import Faq, FaqState, Reason
from genkan.inquiry.faq.keeping import told_of
from genkan.inquiry.faq.standing import reasons_for, wordings_for
from genkan.inquiry.faq.store import faqs, lists
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database

CHECK_FAQ = "inquiry:check_faq"
_ACTOR = "system"
_EVERY = timedelta(days=1)
# Half past midnight in Japan, in UTC: what comes into force with the day is seen before the day begins.
_HOUR, _MINUTE = 15, 30
_BATCH = 100
_ONCE = "once"


@dataclass(frozen=True, slots=True)
class FaqWatch:
    """Flags entries, and leaves the job for the next night."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock

    async def begin(self) -> None:
        """Leave the job for the next night, unless it is there."""
        due = self.clock().replace(hour=_HOUR, minute=_MINUTE, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        key = f"{CHECK_FAQ}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, CHECK_FAQ, payload={}, key=key, run_after=due)

    async def look_soon(self) -> None:
        """Have everything looked at now, for something on the shelves changed."""
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, CHECK_FAQ, payload={_ONCE: True})

    async def run(self, payload: Payload) -> None:
        """Look at all entries; the job of a night leaves that of the next."""
        if not payload.get(_ONCE):
            await self.begin()
        await self.look_at_all()

    async def look_at_all(self) -> None:
        """Look at all entries in use or flagged, some a transaction, so that others may write between."""
        after_id = ""
        while True:
            async with self.database.write() as connection:
                found = await lists.list_to_check(connection, after_id=after_id, limit=_BATCH)
                await self._look_at(connection, found)
            if not found:
                return
            after_id = found[-1].id

    def tasks(self) -> Mapping[str, Task]:
        """The work in the background; it may be repeated, for it looks anew."""
        return {CHECK_FAQ: Task(run=self.run, attempts=5)}

    async def _look_at(self, connection: AsyncConnection, found: tuple[Faq, ...]) -> None:
        day = day_in_japan(self.clock())
        wordings = await wordings_for(connection, found, day=day)
        for faq in found:
            reasons = reasons_for(faq.content, wordings, day=day)
            if reasons and reasons != faq.reasons:
                await self._flag(connection, faq, reasons)

    async def _flag(self, connection: AsyncConnection, faq: Faq, reasons: tuple[Reason, ...]) -> None:
        """Take an entry out of use; one that somebody changes at this moment is seen at the next look."""
        state = FaqState.REVIEW if faq.state is FaqState.PUBLISHED else faq.state
        after = replace(
            faq,
            state=state,
            shown=None,
            reasons=reasons,
            version=faq.version + 1,
            changed_at=self.clock(),
        )
        if not await faqs.change_faq(connection, after, seen=faq.version):
            return
        await faqs.forget_old_words(connection, after)
        kinds = sorted({reason.kind for reason in reasons})
        await self.ledger.record(
            connection,
            FaqEvent.FLAGGED,
            actor=_ACTOR,
            organisation_id=faq.organisation_id,
            object_id=faq.id,
            details={**told_of(after), "reasons": kinds},
        )
