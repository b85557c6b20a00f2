"""Keeping apps at hand (お気に入り)."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from genkan.apps.pages.parts import AppsPart
from genkan.apps.store import favourites
from genkan.governance import UsesWorkspace, Writing

router = APIRouter()


@router.post("/apps/{app_id}/favourite")
async def add_favourite(app_id: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart) -> Response:
    """Keep an app at hand."""
    offered = await apps.offers.find_for(connection, viewer, app_id)
    await favourites.add_favourite(connection, viewer.person.id, offered.lasting_id)
    return RedirectResponse(f"/apps#{app_id}", status_code=303)


@router.post("/apps/{app_id}/favourite/remove")
async def remove_favourite(app_id: str, viewer: UsesWorkspace, connection: Writing) -> Response:
    """Keep it at hand no more."""
    await favourites.remove_favourite(connection, viewer.person.id, app_id)
    return RedirectResponse(f"/apps#{app_id}", status_code=303)
