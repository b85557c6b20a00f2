"""Keeping the state fresh: looks at the count of changes, reads anew when it moved, and fails closed."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from genkan.gateway.errors import RecordsBehind
from genkan.gateway.route import Route
from genkan.gateway.snapshot.reading import read_snapshot
from genkan.gateway.snapshot.snapshot import Snapshot
from genkan.kit import Clock
from genkan.storage import Database, read_changes

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
LONGEST_BLINDNESS_SECONDS = 10.0


class SnapshotKeeper:
    """Holds the newest state of one process; ``tell`` hears each new one."""

    def __init__(self, database: Database, clock: Clock, *, tell: Callable[[Snapshot], None]) -> None:
        self._database = database
        self._tell = tell
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._fresh_until = 0.0
        self._looking: asyncio.Task[None] | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The newest state; raises ``RecordsBehind`` where it could not be confirmed for ten seconds."""
        if self._snapshot is None or monotonic() > self._fresh_until:
            raise RecordsBehind
        return self._snapshot

    @property
    def newest(self) -> Snapshot | None:
        """The newest state however old, for showing and not for deciding."""
        return self._snapshot

    @property
    def age(self) -> float | None:
        """Seconds since the state was confirmed; ``None`` where there is none."""
        return None if self._snapshot is None else monotonic() - self._fresh_until + LONGEST_BLINDNESS_SECONDS

    async def know(self, route: Route) -> None:
        """Look now where a deployment of the route was connected or resumed after the last look."""
        known = self._snapshot.deployment_ids if self._snapshot else frozenset[str]()
        if any(deployment.id not in known for deployment in route.deployments):
            await self.look()

    async def start(self) -> None:
        """Read the state, then keep it fresh in the background."""
        await self.look()
        self._looking = asyncio.create_task(self._look_forever())

    async def stop(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def look(self) -> None:
        """Confirm the state, or read it anew where something changed."""
        looked_at = monotonic()
        async with self._database.read() as connection:
            known = self._snapshot
            if known is None or await read_changes(connection) != known.changes:
                newest = await read_snapshot(connection, now=self._clock())
                self._tell(newest)
                self._snapshot = newest
        self._fresh_until = looked_at + LONGEST_BLINDNESS_SECONDS

    async def _look_forever(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except Exception:  # the operator is told by the log, programs by 503
                logger.exception("The state of the door cannot be read and is tried again")
