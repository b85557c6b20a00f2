"""The models side by side, the deployments of each, and what an operator does with them."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue.deployment import DeploymentState
from genkan.catalogue.loader import load_models
from genkan.catalogue.pages.comparison import compare
from genkan.catalogue.pages.deployment_view import view
from genkan.catalogue.pages.parts import LedgerPart, PagesPart
from genkan.catalogue.registration import PAUSE, RESUME, RETIRE, Deed, change_state
from genkan.catalogue.store import list_deployments
from genkan.governance import AdministersModels, Ledger, Permission, Reading, SignedIn, Viewer, Writing

router = APIRouter()


@router.get("/models")
async def show_models(
    request: Request, viewer: SignedIn, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """What each model is, with sources, and where it can be asked."""
    models = load_models()
    titles = {model.id: model.title for model in models}
    views = [view(deployment, titles=titles) for deployment in await list_deployments(connection)]
    return pages.render(
        request,
        "catalogue/models.html",
        comparison=compare(models),
        in_use=[view for view in views if view.deployment.state is not DeploymentState.RETIRED],
        retired=[view for view in views if view.deployment.state is DeploymentState.RETIRED],
        administers=viewer.may(Permission.ADMINISTER_MODELS),
    )


@router.post("/models/deployments/{deployment_id}/pause")
async def pause(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart
) -> Response:
    """No question goes there until it is resumed; answers being written are finished."""
    return await _change(connection, deployment_id, PAUSE, viewer=viewer, ledger=ledger)


@router.post("/models/deployments/{deployment_id}/resume")
async def resume(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart
) -> Response:
    """Questions may go there again."""
    return await _change(connection, deployment_id, RESUME, viewer=viewer, ledger=ledger)


@router.post("/models/deployments/{deployment_id}/retire")
async def retire(
    deployment_id: str, viewer: AdministersModels, connection: Writing, ledger: LedgerPart
) -> Response:
    """No question goes there ever again; its record stays."""
    return await _change(connection, deployment_id, RETIRE, viewer=viewer, ledger=ledger)


async def _change(
    connection: AsyncConnection, deployment_id: str, deed: Deed, *, viewer: Viewer, ledger: Ledger
) -> Response:
    await change_state(connection, deployment_id, deed=deed, ledger=ledger, actor=viewer.person.id)
    return RedirectResponse(f"/models#deployment-{deployment_id}", status_code=303)
