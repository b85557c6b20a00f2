"""Which apps an organisation lends to hosts outside, looked after by its administrators."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.errors import AppsProblem
from genkan.apps.offered import Origin
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.room import Apps
from genkan.apps.serving.quota import read_bound
from genkan.apps.serving.served_app import USUAL_PER_MINUTE
from genkan.apps.serving.store import served_apps
from genkan.apps.usable import usable_for_any
from genkan.governance import AdministersApps, DatabasePart, Reading, Viewer, Writing, part
from genkan.kit import Problem
from genkan.settings import Settings
from genkan.ui import Pages

router = APIRouter(prefix="/administration/lending")
SettingsPart = Annotated[Settings, part(Settings)]


@dataclass(frozen=True)
class Entered:
    """The form as it was typed; empty bounds are none."""

    app_id: str = ""
    deployment_id: str = ""
    per_minute: str = str(USUAL_PER_MINUTE)
    per_month: str = ""


@router.get("")
async def list_lent(
    request: Request,
    viewer: AdministersApps,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
    settings: SettingsPart,
) -> HTMLResponse:
    """What is lent with its address, and the form to lend more."""
    return await _show(request, connection, viewer, apps, pages, settings)


@router.post("")
async def lend(
    request: Request,
    viewer: AdministersApps,
    database: DatabasePart,
    apps: AppsPart,
    pages: PagesPart,
    settings: SettingsPart,
    app_id: Annotated[str, Form()] = "",
    deployment_id: Annotated[str, Form()] = "",
    per_minute: Annotated[str, Form()] = "",
    per_month: Annotated[str, Form()] = "",
) -> Response:
    """Lend an app; a form with faults comes back whole."""
    entered = Entered(app_id, deployment_id, per_minute, per_month)
    try:
        async with database.write() as connection:
            await apps.lending.lend(
                connection,
                viewer,
                app_id,
                deployment_id=deployment_id,
                per_minute=read_bound(per_minute),
                per_month=read_bound(per_month),
            )
    except AppsProblem as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, apps, pages, settings, entered, problem=problem)
    return RedirectResponse("/administration/lending", status_code=303)


@router.post("/{app_id}/end")
async def end(app_id: str, viewer: AdministersApps, connection: Writing, apps: AppsPart) -> Response:
    """Lend it no more."""
    await apps.lending.end(connection, viewer, app_id)
    return RedirectResponse("/administration/lending", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    apps: Apps,
    pages: Pages,
    settings: Settings,
    entered: Entered = Entered(),
    *,
    problem: Problem | None = None,
) -> HTMLResponse:
    offered = await apps.offers.offered_to(connection, viewer)
    own = [(each.lasting_id, each.app.title) for each in offered if each.origin is not Origin.EXTERNAL]
    models = await usable_for_any(connection, viewer.person)
    return pages.render(
        request,
        "apps/lending.html",
        status=problem.status if problem else 200,
        lent=await served_apps(connection, viewer.organisation.id),
        titles=dict(own),
        models=[(model.id, model.title) for model in models],
        model_titles={model.id: model.title for model in models},
        apps=own,
        entered=entered,
        address=settings.address.rstrip("/"),
        problem=pages.explain(request, problem) if problem else None,
    )
