"""Connecting a deployment: the deed and its record in one transaction."""

from dataclasses import fields
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Deployment, DeploymentDraft, DeploymentState
from genkan.catalogue.draft_check import check_draft
from genkan.catalogue.errors import FormerBuildGone, TitleTaken
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.loader import load_models
from genkan.catalogue.naming import named
from genkan.catalogue.noting import Noting
from genkan.catalogue.price import Price
from genkan.catalogue.store.deployments import add_deployment, list_in_use, title_is_taken
from genkan.catalogue.store.prices import put_price
from genkan.governance import Ledger
from genkan.kit import Clock, digest, new_id
from genkan.storage import note_change

DEPLOYMENTS = "deployments"


async def connect_deployment(
    connection: AsyncConnection,
    draft: DeploymentDraft,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    deployment_id: str | None = None,
) -> Deployment:
    """Check, write and record a deployment; ``actor`` as in the ledger.

    It takes questions at once, except one that ``replaces`` another: that one is paused until it is activated.
    ``deployment_id`` is given for the deployments of the sample only.
    Raises the errors under ``DeploymentRefused`` and ``SecretProblem``.
    """
    await note_change(connection, DEPLOYMENTS)
    draft = check_draft(draft, model_ids={model.id for model in load_models()})
    if await title_is_taken(connection, draft.title):
        raise TitleTaken(title=draft.title)
    identity = deployment_id or new_id(clock)
    draft = await _named(connection, draft, identity=identity)
    state = DeploymentState.ACTIVE if draft.replaces is None else DeploymentState.PAUSED
    deployment = Deployment(**_values(draft), id=identity, state=state, created_at=clock())
    await add_deployment(connection, deployment)
    await _add_first_price(connection, deployment)
    noting = Noting(ledger=ledger, clock=clock, actor=actor)
    await noting.note(connection, deployment, CatalogueEvent.CONNECTED)
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


async def _named(connection: AsyncConnection, draft: DeploymentDraft, *, identity: str) -> DeploymentDraft:
    in_use = await list_in_use(connection)
    if draft.replaces is not None and draft.replaces not in {each.id for each in in_use}:
        raise FormerBuildGone
    return named(draft, in_use, identity=identity)


async def _add_first_price(connection: AsyncConnection, deployment: Deployment) -> None:
    if deployment.price_date is not None:
        price = Price(deployment.price_date, deployment.input_price, deployment.output_price)
        await put_price(connection, deployment.id, price)


def _values(draft: DeploymentDraft) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}
