"""Which deployments took questions at a moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Deployment, DeploymentState
from genkan.catalogue.store.changes import states_at
from genkan.catalogue.store.deployments import list_deployments


async def serving_at(
    connection: AsyncConnection, moment: datetime, *, name: str = ""
) -> Sequence[Deployment]:
    """The deployments that were active at the moment, by public name; only those of ``name`` where it is given."""
    states = await states_at(connection, moment)
    serving = [
        each
        for each in await list_deployments(connection)
        if states.get(each.id) is DeploymentState.ACTIVE and name in ("", each.public_name)
    ]
    return sorted(serving, key=lambda each: (each.public_name, each.created_at))
