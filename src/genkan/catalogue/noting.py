"""Noting a deed: in the history of the deployment and in the ledger, within the transaction of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.change import Change
from genkan.catalogue.deployment import Deployment
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.store.changes import add_change
from genkan.governance import Ledger
from genkan.kit import Clock, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """Who does a deed, and where it is noted; ``actor`` as in the ledger."""

    ledger: Ledger
    clock: Clock
    actor: str

    async def note(
        self,
        connection: AsyncConnection,
        deployment: Deployment,
        event: CatalogueEvent,
        more: Mapping[str, object] | None = None,
    ) -> None:
        """Note the deed with the state after it and the facts that policy reads, without names and addresses."""
        change = Change(
            id=new_id(self.clock),
            deployment_id=deployment.id,
            at=self.clock(),
            state=deployment.state,
            actor=self.actor,
            details={"event": event.value, **(more or {})},
        )
        await add_change(connection, change)
        await self.ledger.record(
            connection,
            event,
            actor=self.actor,
            organisation_id=None,
            object_id=deployment.id,
            details={**_facts(deployment), **(more or {})},
        )


def _facts(deployment: Deployment) -> dict[str, object]:
    return {
        "protocol": str(deployment.protocol),
        "model_id": deployment.model_id,
        "place": deployment.place,
        "ceiling": int(deployment.ceiling),
        "government_cloud": str(deployment.government_cloud),
        "ismap": str(deployment.ismap),
        "vendor_logging": str(deployment.vendor_logging),
        "learning": str(deployment.learning),
    }
