"""Everything that a selection does, put together once a process."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Apart, Scanner
from genkan.governance import Ledger, Organisation
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.selection.application.writing import Writing
from genkan.selection.call.asking import Asking
from genkan.selection.call.call import Call
from genkan.selection.call.keeping import CallKeeping
from genkan.selection.decision.deciding import Deciding
from genkan.selection.documents.accepting import Accepting
from genkan.selection.events import CallEvent
from genkan.selection.papers import Papers
from genkan.selection.review.reviewing import Reviewing
from genkan.selection.sample.loading import SampleSelection
from genkan.selection.vendor.accounts import Accounts
from genkan.settings import Settings
from genkan.storage import Database


class Selection:
    """Calls and questions, accounts of vendors, applications with their files, reviews and decisions."""

    def __init__(
        self, *, settings: Settings, clock: Clock, database: Database, ledger: Ledger, queue: Queue
    ) -> None:
        apart = Apart()
        self.database = database
        self.calls = CallKeeping(ledger, clock)
        self.asking = Asking(ledger, clock)
        self.accounts = Accounts(ledger, clock)
        self.writing = Writing(ledger, clock)
        self.accepting = Accepting(Scanner(settings.scan_address), apart)
        self.reviewing = Reviewing(ledger, clock)
        self.deciding = Deciding(ledger, clock)
        self.papers = Papers(apart)
        self._sample = SampleSelection(database, ledger, clock)
        self._ledger = ledger

    async def record_export(
        self, connection: AsyncConnection, call: Call, *, actor: str, entries: int
    ) -> None:
        """Leave on record that an archive was written."""
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
