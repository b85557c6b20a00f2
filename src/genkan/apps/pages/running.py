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
from genkan.apps.run import FileSide, Run, RunState
from genkan.apps.runs.hiding import content_without_names, without_names
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
) -> Response:
    """The whole page; two outputs stand on a page of their own until one is picked."""
    run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
    if _is_shown_in_two(run):
        return RedirectResponse(f"/runs/{run_id}/pair", status_code=303)
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
async def download_file(
    run_id: str, file_id: str, viewer: UsesWorkspace, connection: Reading, apps: AppsPart
) -> Response:
    """A file of the run, always as a download."""
    run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
    given = await files.files_of(connection, run.id, FileSide.GIVEN)
    made = await files.files_of(connection, run.output_id, FileSide.MADE)
    found = next((file for file in (*given, *made) if file.id == file_id), None)
    content = await files.content_of(connection, found.run_id, file_id) if found else None
    if found is None or content is None:
        raise RunFileUnknown
    if found.side is FileSide.MADE:
        hide = await apps.trial.hiding(connection, run.id)
        content = content_without_names(content, found.media_type, hide)
    return Response(content, headers=download_headers(found.name, found.media_type))


def _is_shown_in_two(run: Run) -> bool:
    """Whether two outputs are made, or stand beside each other and none of them is picked."""
    return run.is_pair and not run.picked_id and (not run.state.ended or run.state is RunState.COMPLETED)


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
        without_names(run, await apps.trial.hiding(connection, run.id)),
        offered=await apps.offers.find(connection, run.app_id),
        given=await files.files_of(connection, run.id, FileSide.GIVEN),
        made=await files.files_of(connection, run.output_id, FileSide.MADE),
        translate=partial(pages.translate, pages.language(request)),
    )
    on_trial = await apps.trial.was_given(connection, run.id)
    return pages.render(request, template, view=view, built_in_titles=TITLES, on_trial=on_trial)
