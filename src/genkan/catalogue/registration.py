"""Connecting a deployment, and changing whether it takes questions: the deed and its record in one transaction."""

from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Deployment, DeploymentDraft, DeploymentState
from genkan.catalogue.draft_check import check_draft
from genkan.catalogue.errors import StateChangeRefused, TitleTaken
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.loader import load_models
from genkan.catalogue.store import add_deployment, find_deployment, set_state, title_is_taken
from genkan.governance import Ledger
from genkan.kit import Clock, digest, new_id


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


async def connect_deployment(
    connection: AsyncConnection,
    draft: DeploymentDraft,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    deployment_id: str | None = None,
) -> Deployment:
    """Check, write and record a deployment; it takes questions at once. ``actor`` as in the ledger.

    ``deployment_id`` is given for the deployments of the sample only.
    Raises the errors under ``DeploymentRefused`` and ``SecretProblem``.
    """
    draft = check_draft(draft, model_ids={model.id for model in load_models()})
    if await title_is_taken(connection, draft.title):
        raise TitleTaken(title=draft.title)
    identity = deployment_id or new_id(clock)
    deployment = Deployment(**_values(draft), id=identity, state=DeploymentState.ACTIVE, created_at=clock())
    await add_deployment(connection, deployment)
    await _record(connection, deployment, CatalogueEvent.CONNECTED, ledger=ledger, actor=actor)
    return deployment


async def change_state(
    connection: AsyncConnection, deployment_id: str, *, deed: Deed, ledger: Ledger, actor: str
) -> Deployment:
    """Do ``PAUSE``, ``RESUME`` or ``RETIRE``; the deployment as it was before.

    Raises ``DeploymentNotFound``, and ``StateChangeRefused`` where its state does not allow the deed.
    """
    deployment = await find_deployment(connection, deployment_id)
    allowed = deployment.state in deed.before
    if not allowed or not await set_state(
        connection, deployment_id, before=deployment.state, after=deed.after
    ):
        raise StateChangeRefused(title=deployment.title)
    await _record(connection, deployment, deed.event, ledger=ledger, actor=actor)
    return deployment


async def record_look(
    connection: AsyncConnection, address: str, secret_reference: str, *, ledger: Ledger, actor: str
) -> None:
    """Record that someone is about to look at an endpoint: the digest of its address, and whether with a secret."""
    details = {"address_digest": digest(address), "with_secret": bool(secret_reference)}
    await ledger.record(
        connection,
        CatalogueEvent.LOOKED_AT,
        actor=actor,
        organisation_id=None,
        object_id="endpoint",
        details=details,
    )


def _values(draft: DeploymentDraft) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


async def _record(
    connection: AsyncConnection, deployment: Deployment, event: CatalogueEvent, *, ledger: Ledger, actor: str
) -> None:
    """Record the deed with the facts that policy reads, without names and addresses."""
    details = {
        "protocol": str(deployment.protocol),
        "model_id": deployment.model_id,
        "place": deployment.place,
        "ceiling": int(deployment.ceiling),
        "government_cloud": str(deployment.government_cloud),
        "ismap": str(deployment.ismap),
        "vendor_logging": str(deployment.vendor_logging),
        "learning": str(deployment.learning),
    }
    await ledger.record(
        connection, event, actor=actor, organisation_id=None, object_id=deployment.id, details=details
    )
