"""The ledger of one process: records events and keeps their chain."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchors import Anchors
from genkan.governance.ledger.chain import Sealable
from genkan.governance.ledger.deed import Deed
from genkan.governance.ledger.events import Event, check_kind
from genkan.governance.ledger.result import Verification
from genkan.governance.ledger.sealer import Sealer
from genkan.governance.ledger.store import writing
from genkan.governance.ledger.verification import Progress, no_progress, verify
from genkan.kit import Clock, canonical_json, new_id
from genkan.storage import Database, after_commit

COMMAND_LINE, SYSTEM = "command_line", "system"
_NOTHING: Mapping[str, object] = MappingProxyType({})


class Ledger:
    """Records events in the transaction of the deed and chains them after the commit.

    ``anchor_file`` is a file outside the database to which the heads of the chains are appended; None keeps
    them in the database alone, where cutting off the end of all three tables at once would not show. Where nobody is
    ``signed_in`` it names the command line as the actor of every person's deed, and the person beside it.
    """

    def __init__(
        self, database: Database, clock: Clock, anchor_file: Path | None, *, signed_in: bool = True
    ) -> None:
        self.writer_id = new_id(clock)
        self._clock = clock
        self._anchor_file = anchor_file
        self._signed_in = signed_in
        self._anchors = Anchors(database, clock=clock, writer_id=self.writer_id, file=anchor_file)
        self._sealer = Sealer(database, clock=clock, writer_id=self.writer_id, anchors=self._anchors)

    async def record(
        self,
        connection: AsyncConnection,
        kind: str,
        *,
        actor: str,
        organisation_id: str | None,
        object_id: str,
        details: Mapping[str, object] = _NOTHING,
    ) -> str:
        """Add an event to the caller's transaction and return its id; ``ValueError`` for a misnamed kind.

        ``actor`` is a person's id, ``system`` or ``command_line``. ``details`` never hold content, names or
        addresses.
        """
        deed = Deed(kind, actor, organisation_id, object_id, details)
        [event_id] = await self.record_all(connection, [deed])
        return event_id

    async def record_all(self, connection: AsyncConnection, deeds: Sequence[Deed]) -> list[str]:
        """Add the events of many deeds in one statement, in their order, as ``record`` does for one; their ids."""
        events = [self._event(deed) for deed in deeds]
        linkable = [Sealable(event.id, event.digest) for event in events]
        await writing.add_events(connection, events, digests=[one.digest for one in linkable])
        for one in linkable:
            after_commit(connection, partial(self._sealer.add, one))
        return [event.id for event in events]

    def _event(self, deed: Deed) -> Event:
        actor, details = deed.actor, dict(deed.details)
        if not self._signed_in and actor not in (COMMAND_LINE, SYSTEM):
            actor, details = COMMAND_LINE, {**details, "person": actor}
        return Event(
            id=new_id(self._clock),
            at=self._clock(),
            writer_id=self.writer_id,
            kind=check_kind(deed.kind),
            actor=actor,
            organisation_id=deed.organisation_id,
            object_id=deed.object_id,
            details=canonical_json(details),
        )

    async def verify(self, connection: AsyncConnection, *, progress: Progress = no_progress) -> Verification:
        """What :func:`verify` finds, with this ledger's own anchor file."""
        return await verify(connection, self._anchor_file, clock=self._clock, progress=progress)

    async def start(self) -> None:
        """Begin to chain in the background; events that dead processes left behind are adopted."""
        await self._sealer.start()

    async def stop(self) -> None:
        """Chain and anchor what is left, then end the background work."""
        await self._sealer.stop()

    async def seal(self) -> None:
        """Chain every event committed so far; raises a ``StorageProblem`` where the database cannot."""
        await self._sealer.seal()

    async def adopt(self) -> int:
        """Chain the events that ended processes left without a link, and return how many there were."""
        return await self._sealer.adopt()

    async def anchor(self) -> None:
        """Anchor the heads now, in the database and in the anchor file."""
        await self._anchors.anchor()
