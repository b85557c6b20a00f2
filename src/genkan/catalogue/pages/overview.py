"""The models side by side, the deployments of each, and what an operator does with them."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue.deployment import DeploymentState
from genkan.catalogue.loader import load_models
from genkan.catalogue.pages.comparison import compare
from genkan.catalogue.pages.connection_view import connections_of, health_of
from genkan.catalogue.pages.deployment_view import view
from genkan.catalogue.pages.parts import LedgerPart, PagesPart, SaturationPart
from genkan.catalogue.state_change import PAUSE, RESUME, RETIRE, Deed, change_state
from genkan.catalogue.store.deployments import list_deployments
from genkan.catalogue.store.probes import latest_probes
from genkan.governance import (
    AdministersModels,
    Ledger,
    Now,
    Permission,
    Reading,
    SignedIn,
    Viewer,
    Writing,
)
from genkan.kit import Clock

router = APIRouter()


@router.get("/models")
async def show_models(
    request: Request,
    viewer: SignedIn,
    connection: Reading,
    pages: PagesPart,
    saturation: SaturationPart,
) -> HTMLResponse:
    """What each model is, with sources, and where it can be asked."""
    models = load_models()
    titles = {model.id: model.title for model in models}
    deployments = await list_deployments(connection)
    views = [view(deployment, titles=titles) for deployment in deployments]
    return pages.render(
        request,
        "catalogue/models.html",
        comparison=compare(models),
        connections=connections_of(models),
        health=health_of(deployments, await latest_probes(connection), saturation=saturation),
        in_use=[view for view in views if view.deployment.state is not DeploymentState.RETIRED],
        retired=[view for view in views if view.deployment.state is DeploymentState.RETIRED],
        administers=viewer.may(Permission.ADMINISTER_MODELS),
    )


@router.post("/models/deployments/{deployment_id}/pause")
async def pause(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """No question goes there until it is resumed; answers being written are finished."""
    return await _change(connection, deployment_id, PAUSE, viewer=viewer, ledger=ledger, clock=clock)


@router.post("/models/deployments/{deployment_id}/resume")
async def resume(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """Questions may go there again."""
    return await _change(connection, deployment_id, RESUME, viewer=viewer, ledger=ledger, clock=clock)


@router.post("/models/deployments/{deployment_id}/retire")
async def retire(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """No question goes there ever again; its record stays."""
    return await _change(connection, deployment_id, RETIRE, viewer=viewer, ledger=ledger, clock=clock)


async def _change(
    connection: AsyncConnection,
    deployment_id: str,
    deed: Deed,
    *,
    viewer: Viewer,
    ledger: Ledger,
    clock: Clock,
) -> Response:
    await change_state(
        connection, deployment_id, deed=deed, ledger=ledger, clock=clock, actor=viewer.person.id
    )
    return RedirectResponse(f"/models/deployments/{deployment_id}", status_code=303)
