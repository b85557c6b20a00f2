"""The reception (受付) of one process: what every call needs, opened at the start and closed at the end."""

import sys
from collections.abc import Mapping
from pathlib import Path

from genkan.catalogue import Load
from genkan.gateway.admission import Admission, BreakerRules, Limits, open_presence
from genkan.gateway.budgets import Purse
from genkan.gateway.embeddings import Embedder
from genkan.gateway.entrance import Entrance
from genkan.gateway.journal import Journal
from genkan.gateway.metrics import CallCounts, Present, by_model
from genkan.gateway.programs import Programs
from genkan.gateway.route import Route
from genkan.gateway.snapshot import Snapshot, SnapshotKeeper
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.providers import Connections, Relay, Session, providers
from genkan.storage import Database

_LONG_WAIT = 600.0
_NEVER_OPENS = BreakerRules(consecutive=sys.maxsize, enough_calls=sys.maxsize)


class Reception:
    """Holds the newest state, the journal, the places at the endpoints and the connections to them.

    By ``outer_entrance`` calls leave to addresses that are no models, whose places this process counts by itself.
    """

    def __init__(
        self, database: Database, *, ledger: Ledger, clock: Clock, folder: Path, admission: Admission
    ) -> None:
        self.admission = admission
        self.purse = Purse(database, process_id=ledger.writer_id, clock=clock)
        self.journal = Journal(
            folder, database=database, ledger=ledger, clock=clock, tell=self.purse.recorded
        )
        self.counts = CallCounts()
        self.journal.listen(self.counts.add)
        self.keeper = SnapshotKeeper(database, clock, tell=self._follow)
        self._clock = clock
        self.entrance = self._entrance(self.admission)
        self.side_entrance = self._entrance(Admission(rules=_NEVER_OPENS))
        self.outer_entrance = self._entrance(Admission(limits=Limits(seconds=_LONG_WAIT)))
        self._connections: Connections | None = None
        self._presence = open_presence(
            database, folder=folder, process_id=ledger.writer_id, clock=clock, tell=self.admission.share
        )
        self._programs: Programs | None = None
        self._embedder: Embedder | None = None

    @property
    def programs(self) -> Programs:
        """The door for programs; raises ``RuntimeError`` before ``start``."""
        if self._programs is None:
            raise RuntimeError("the reception has not been opened")
        return self._programs

    @property
    def embedder(self) -> Embedder:
        """The door for embeddings; raises ``RuntimeError`` before ``start``."""
        if self._embedder is None:
            raise RuntimeError("the reception has not been opened")
        return self._embedder

    def load_of(self, deployment_id: str) -> Load | None:
        """How many calls of this process a deployment serves, how many wait for it, and how many it may serve."""
        counts = {count.deployment_id: count for count in self.admission.counts()}
        count = counts.get(deployment_id)
        if count is None:
            return None
        return Load(count.in_flight, self.admission.waiting_for(deployment_id), count.limit)

    async def start(self, session: Session) -> None:
        """Open."""
        self._connections = Connections()
        await self.admission.start()
        await self._presence.start()
        await self.start_side_entrance()
        self._programs = Programs(
            keeper=self.keeper,
            entrance=self.entrance,
            relay=Relay(self._connections),
            providers=providers(session),
            clock=self._clock,
        )
        self._embedder = Embedder(self._programs, session)

    async def start_side_entrance(self) -> None:
        """Open for inspections alone: who answers nobody takes no part of any capacity."""
        await self.journal.start()
        await self.purse.start()
        await self.keeper.start()

    async def stop(self) -> None:
        """Close; whoever is still being served was told before."""
        await self.keeper.stop()
        await self._presence.stop()
        await self.admission.stop()
        await self._stop_recording()
        if self._connections is not None:
            self._connections.close()

    async def stop_side_entrance(self) -> None:
        """Close what was opened for inspections alone."""
        await self.keeper.stop()
        await self._stop_recording()

    def present(self, *, open_answers: int) -> Present:
        """What goes on now."""
        newest = self.keeper.newest
        routes: Mapping[str, Route] = newest.routes if newest else {}
        models = {given.id: route.name for route in routes.values() for given in route.deployments}
        return Present(
            lanes=tuple((models.get(lane.deployment_id, ""), lane) for lane in self.admission.counts()),
            waiting=by_model(self.admission.waiting(), models=routes),
            in_flight=self.journal.in_flight,
            unrecorded=self.journal.unrecorded,
            knowledge_age=self.keeper.age,
            open_answers=open_answers,
        )

    async def _stop_recording(self) -> None:
        await self.journal.stop()
        await self.purse.stop()

    def _entrance(self, admission: Admission) -> Entrance:
        return Entrance(
            keeper=self.keeper,
            admission=admission,
            journal=self.journal,
            purse=self.purse,
            clock=self._clock,
        )

    def _follow(self, snapshot: Snapshot) -> None:
        for entrance in (self.entrance, self.side_entrance, self.outer_entrance):
            entrance.follow(snapshot)
        self.admission.follow(snapshot.routes.values())
