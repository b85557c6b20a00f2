"""The background work of this room."""

from genkan.catalogue.verifying import VERIFY_DEPLOYMENT, Verifier
from genkan.catalogue.watching import WATCH_DEPLOYMENTS, Watch
from genkan.jobs import Payload, Task


def tasks(*, verifier: Verifier, watch: Watch) -> dict[str, Task]:
    """Verifying a deployment when someone asked for it on a page, and looking at all of them once a minute."""

    async def verify(payload: Payload) -> None:
        await verifier.run(str(payload["verification_id"]))

    async def lose(payload: Payload) -> None:
        await verifier.lose(str(payload["verification_id"]))

    async def look(_payload: Payload) -> None:
        await watch.look()

    return {VERIFY_DEPLOYMENT: Task(run=verify, lost=lose), WATCH_DEPLOYMENTS: Task(run=look)}
