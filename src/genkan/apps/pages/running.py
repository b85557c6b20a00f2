"""The page of a run: how far it is, what came out, and what can be done with it."""

from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.errors import RunFileUnknown
from genkan.apps.files.download import download_headers
from genkan.apps.pages.built_in_wording import TITLES
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.pages.run_view import view_of
from genkan.apps.run import FileSide
from genkan.apps.store import files, runs
from genkan.governance import Reading, UsesWorkspace, Viewer, Writing
from genkan.ui import Pages

router = APIRouter()


@router.get("/runs/{run_id}")
async def show_run(
    request: Request,
    run_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The whole page."""
    return await _show(request, connection, viewer, apps, pages, run_id, template="apps/run.html")


@router.get("/runs/{run_id}/progress")
async def show_progress(
    request: Request,
    run_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The part of the page that changes, for the page that asks again while the run goes on."""
    return await _show(request, connection, viewer, apps, pages, run_id, template="apps/_run.html")


@router.post("/runs/{run_id}/stop")
async def stop_run(run_id: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart) -> Response:
    """Stop it."""
    await apps.stopping.stop(connection, viewer, run_id)
    return RedirectResponse(f"/runs/{run_id}", status_code=303)


@router.post("/runs/{run_id}/delete")
async def delete_run(run_id: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart) -> Response:
    """Delete it with its files."""
    await apps.stopping.delete(connection, viewer, run_id)
    return RedirectResponse("/runs?deleted=yes", status_code=303)


@router.get("/runs/{run_id}/files/{file_id}")
async def download_file(run_id: str, file_id: str, viewer: UsesWorkspace, connection: Reading) -> Response:
    """A file of the run, always as a download."""
    run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
    found = [
        file
        for side in FileSide
        for file in await files.files_of(connection, run.id, side)
        if file.id == file_id
    ]
    content = await files.content_of(connection, run.id, file_id)
    if not found or content is None:
        raise RunFileUnknown
    return Response(content, headers=download_headers(found[0].name, found[0].media_type))


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    apps: AppsPart,
    pages: Pages,
    run_id: str,
    *,
    template: str,
) -> HTMLResponse:
    run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
    view = view_of(
        run,
        offered=await apps.offers.find(connection, run.app_id),
        given=await files.files_of(connection, run.id, FileSide.GIVEN),
        made=await files.files_of(connection, run.id, FileSide.MADE),
        translate=partial(pages.translate, pages.language(request)),
    )
    return pages.render(request, template, view=view, built_in_titles=TITLES)
