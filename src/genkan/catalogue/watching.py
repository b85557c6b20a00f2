"""Looking at every deployment that may be asked, once a minute, in one process at a time."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from genkan.catalogue.deployment import Deployment, DeploymentState, WireProtocol
from genkan.catalogue.health import Probe
from genkan.catalogue.inspection import Inspection
from genkan.catalogue.store.deployments import list_deployments
from genkan.catalogue.store.probes import add_probe, forget_probes, latest_probes
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.storage import Database

WATCH_DEPLOYMENTS = "catalogue:watch_deployments"
EVERY = timedelta(seconds=60)
EVERY_IF_IT_COSTS = timedelta(minutes=10)
KEPT = timedelta(days=7)
_NO_ENDPOINT = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})
_FREE_LOOK = frozenset({WireProtocol.OPENAI_CHAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks at the deployments and leaves the job for the next time."""

    database: Database
    queue: Queue
    clock: Clock
    inspection: Inspection

    async def begin(self) -> None:
        """Leave the job for the next minute, unless it is there."""
        now = self.clock()
        due = now.replace(second=0, microsecond=0) + EVERY
        key = f"{WATCH_DEPLOYMENTS}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, WATCH_DEPLOYMENTS, payload={}, key=key, run_after=due)

    async def look(self) -> None:
        """Look at all that are due, and write down what was found."""
        await self.begin()
        now = self.clock()
        async with self.database.read() as connection:
            active = await list_deployments(connection, state=DeploymentState.ACTIVE)
            latest = await latest_probes(connection)
        due = [each for each in active if _is_due(each, latest.get(each.id), now=now)]
        probes = await asyncio.gather(*(self.inspection.probe(each) for each in due))
        async with self.database.write() as connection:
            for probe in filter(None, probes):
                await add_probe(connection, probe)
            await forget_probes(connection, before=now - KEPT)


def _is_due(deployment: Deployment, last: Probe | None, *, now: datetime) -> bool:
    """A look that costs tokens is taken less often, unless the last one failed."""
    if deployment.protocol in _NO_ENDPOINT:
        return False
    if deployment.protocol in _FREE_LOOK or last is None or not last.ok:
        return True
    return now - last.at >= EVERY_IF_IT_COSTS - EVERY / 2
