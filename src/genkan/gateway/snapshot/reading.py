"""Reading the state from the records in one transaction."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, DeploymentState, list_deployments, prices_of
from genkan.gateway.budgets import Limits
from genkan.gateway.budgets.store import list_budgets
from genkan.gateway.keys.store import list_open_keys
from genkan.gateway.route import Route
from genkan.gateway.snapshot.snapshot import KeyHolder, Snapshot
from genkan.gateway.store.rules import load_rules
from genkan.gateway.switches.store import in_force
from genkan.governance import find_people
from genkan.storage import read_changes


async def read_snapshot(connection: AsyncConnection, *, now: datetime) -> Snapshot:
    """The state as of now."""
    return Snapshot(
        changes=await read_changes(connection),
        holders=await _holders(connection, now=now),
        routes=_routes(await list_deployments(connection, state=DeploymentState.ACTIVE)),
        switches=await in_force(connection),
        limits=Limits(await list_budgets(connection)),
        prices=await prices_of(connection),
    )


async def _holders(connection: AsyncConnection, *, now: datetime) -> dict[str, KeyHolder]:
    keys = await list_open_keys(connection, now=now)
    owners = await find_people(connection, sorted({key.owner_id for key in keys}))
    rules = {
        organisation_id: await load_rules(connection, organisation_id)
        for organisation_id in {key.organisation_id for key in keys}
    }
    return {
        key.digest: KeyHolder.of(key, owner=owners[key.owner_id], rules=rules[key.organisation_id])
        for key in keys
        if key.owner_id in owners
    }


def _routes(deployments: tuple[Deployment, ...]) -> dict[str, Route]:
    """The active deployments by public name."""
    named: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in deployments:
        named[deployment.public_name].append(deployment)
    return {name: Route(name, tuple(group)) for name, group in named.items()}
