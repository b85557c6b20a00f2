"""Everything that a selection does, put together once a process."""

import asyncio
from pathlib import Path
from typing import IO

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Apart, Scanner
from genkan.gateway import Gateway
from genkan.governance import Ledger, Organisation
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.selection.application.writing import Writing
from genkan.selection.archive.writing import write_archive
from genkan.selection.call.asking import Asking
from genkan.selection.call.call import Call
from genkan.selection.call.keeping import CallKeeping
from genkan.selection.decision.deciding import Deciding
from genkan.selection.decision.taking import Taking
from genkan.selection.documents.accepting import Accepting
from genkan.selection.endpoint.checking import EndpointChecking
from genkan.selection.events import CallEvent
from genkan.selection.papers import Papers
from genkan.selection.review.proposing import Proposing
from genkan.selection.review.reviewing import Reviewing
from genkan.selection.sample.loading import SampleSelection
from genkan.selection.sample.programme import SampleProgramme
from genkan.selection.vendor.accounts import Accounts
from genkan.selection.vendor.expiry import RegistrationExpiry
from genkan.selection.vendor.registering import Registering
from genkan.settings import Settings
from genkan.storage import Database


class Selection:
    """Calls and questions, accounts of vendors, applications with their files, reviews and decisions."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        gateway: Gateway,
    ) -> None:
        apart = Apart()
        self.database = database
        self.calls = CallKeeping(ledger, clock)
        self.asking = Asking(ledger, clock)
        self.accounts = Accounts(ledger, clock)
        self.registering = Registering(database, ledger, clock)
        self.expiry = RegistrationExpiry(database, queue, clock, self.registering)
        self.writing = Writing(ledger, clock)
        self.accepting = Accepting(Scanner(settings.scan_address), apart)
        self.checking = EndpointChecking(
            database=database,
            ledger=ledger,
            queue=queue,
            gateway=gateway,
            clock=clock,
            private=settings.applicants_private_addresses,
        )
        self.reviewing = Reviewing(ledger, clock)
        self.proposing = Proposing(database, ledger, clock, gateway)
        self.deciding = Deciding(ledger, clock)
        self.taking = Taking(database, ledger, clock)
        self.papers = Papers(Apart())
        self.sample = SampleProgramme(self.reviewing, self.deciding, self.taking)
        self._sample = SampleSelection(database, ledger, clock)
        self._ledger = ledger
        self._clock = clock
        self._archive_turn = asyncio.Lock()

    def tasks(self) -> dict[str, Task]:
        """What the worker does of a selection."""
        return self.checking.tasks() | self.expiry.tasks()

    async def write_archive(self, call: Call, target: Path | IO[bytes], *, actor: str) -> int:
        """Write the archive of a decided call, one at a time; how many entries it has. Raises ``ArchiveTooEarly``."""
        async with self._archive_turn:
            entries = await write_archive(self.database, call, target, at=self._clock())
        async with self.database.write() as connection:
            await self._record_export(connection, call, actor=actor, entries=entries)
        return entries

    async def _record_export(
        self, connection: AsyncConnection, call: Call, *, actor: str, entries: int
    ) -> None:
        await self._ledger.record(
            connection,
            CallEvent.EXPORTED,
            actor=actor,
            organisation_id=call.organisation_id,
            object_id=call.id,
            details={"entries": entries},
        )

    async def load_sample(self, organisation: Organisation, *, actor: str) -> int:
        """Add the sample call with its applications where there is no call; how many applications there were."""
        return await self._sample.load(organisation, actor=actor)
