"""Changing whether a deployment takes questions: the deed and its record in one transaction."""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Deployment, DeploymentState
from genkan.catalogue.errors import StateChangeRefused
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.naming import check_holders
from genkan.catalogue.noting import Noting
from genkan.catalogue.registration import DEPLOYMENTS
from genkan.catalogue.store.deployments import find_deployment, list_deployments, set_state
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import note_change


class Deed(NamedTuple):
    """A change of state: from which state, to which, and how it is recorded."""

    before: frozenset[DeploymentState]
    after: DeploymentState
    event: CatalogueEvent


PAUSE = Deed(frozenset({DeploymentState.ACTIVE}), DeploymentState.PAUSED, CatalogueEvent.PAUSED)
RESUME = Deed(frozenset({DeploymentState.PAUSED}), DeploymentState.ACTIVE, CatalogueEvent.RESUMED)
RETIRE = Deed(
    frozenset({DeploymentState.ACTIVE, DeploymentState.PAUSED}),
    DeploymentState.RETIRED,
    CatalogueEvent.RETIRED,
)


async def change_state(
    connection: AsyncConnection, deployment_id: str, *, deed: Deed, ledger: Ledger, clock: Clock, actor: str
) -> Deployment:
    """Do ``PAUSE``, ``RESUME`` or ``RETIRE``; the deployment as it was before.

    One that is resumed retires the deployment that it replaces.
    Raises ``DeploymentNotFound``, ``StateChangeRefused`` where its state does not allow the deed,
    and ``PublicNameTaken`` where another build would answer under the same public name.
    """
    await note_change(connection, DEPLOYMENTS)
    noting = Noting(ledger=ledger, clock=clock, actor=actor)
    deployment = await find_deployment(connection, deployment_id)
    if deed.after is DeploymentState.ACTIVE and deployment.state in deed.before:
        await _make_way(connection, deployment, noting=noting)
    await _change(connection, deployment, deed, noting=noting)
    return deployment


async def _make_way(connection: AsyncConnection, deployment: Deployment, *, noting: Noting) -> None:
    """Retire what the deployment replaces; nothing else may serve another build under its name."""
    active = await list_deployments(connection, state=DeploymentState.ACTIVE)
    check_holders(deployment, [each for each in active if each.id != deployment.replaces])
    if deployment.replaces is None:
        return
    former = await find_deployment(connection, deployment.replaces)
    if former.state in RETIRE.before:
        await _change(connection, former, RETIRE, noting=noting)


async def _change(connection: AsyncConnection, deployment: Deployment, deed: Deed, *, noting: Noting) -> None:
    allowed = deployment.state in deed.before
    if not allowed or not await set_state(
        connection, deployment.id, before=deployment.state, after=deed.after
    ):
        raise StateChangeRefused(title=deployment.title)
    await noting.note(connection, replace(deployment, state=deed.after), deed.event)
