"""The output of a run as a file: at once where that is quick, and made in the background where it takes longer."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.errors import RunFileUnknown
from genkan.apps.export import ExportFormat, takes_long
from genkan.apps.files.download import download_headers
from genkan.apps.made_file import FileState
from genkan.apps.pages.built_in_wording import TITLES
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.store import made_files, runs
from genkan.governance import DatabasePart, Now, Reading, UsesWorkspace, Viewer, Writing
from genkan.kit import Clock
from genkan.ui import Pages

router = APIRouter()


@router.get("/runs/{run_id}/export/{form}")
async def export_run(
    run_id: str, form: str, viewer: UsesWorkspace, database: DatabasePart, apps: AppsPart
) -> Response:
    """The output in Word, PDF, Excel or Markdown; what takes long leads to the page on which it is made."""
    wanted = _form(form)
    async with database.read() as connection:
        run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
        source = await apps.filing.source_of(connection, run)
        there = await made_files.find_file(connection, run.id, wanted)
        content = await made_files.content_of_file(connection, run.id, wanted)
    if there is not None and content is not None:
        await apps.exported(run.output_id, viewer.person.id)
        return Response(content, headers=download_headers(there.name, wanted.media_type))
    if takes_long(source.output, wanted):
        return RedirectResponse(f"/runs/{run_id}/made-file/{wanted}", status_code=303)
    made = await apps.filing.make_now(source, wanted)
    await apps.exported(run.output_id, viewer.person.id)
    return Response(made.content, headers=download_headers(made.name, made.media_type))


@router.post("/runs/{run_id}/made-file/{form}")
async def make_file(
    run_id: str, form: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart
) -> Response:
    """Have the file made, and go to the page that tells how far it is."""
    await apps.filing.ask(connection, run_id, _form(form), person_id=viewer.person.id)
    return RedirectResponse(f"/runs/{run_id}/made-file/{form}", status_code=303)


@router.get("/runs/{run_id}/made-file/{form}")
async def show_file(
    request: Request,
    run_id: str,
    form: str,
    viewer: UsesWorkspace,
    connection: Reading,
    clock: Now,
    pages: PagesPart,
) -> HTMLResponse:
    """How far the file is, and the file once it is made."""
    return await _show(
        request, connection, viewer, clock, pages, run_id, form, template="apps/made_file.html"
    )


@router.get("/runs/{run_id}/made-file/{form}/progress")
async def show_file_progress(
    request: Request,
    run_id: str,
    form: str,
    viewer: UsesWorkspace,
    connection: Reading,
    clock: Now,
    pages: PagesPart,
) -> HTMLResponse:
    """The part of the page that changes, for the page that asks again until the file is made."""
    return await _show(
        request, connection, viewer, clock, pages, run_id, form, template="apps/_made_file.html"
    )


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    clock: Clock,
    pages: Pages,
    run_id: str,
    form: str,
    *,
    template: str,
) -> HTMLResponse:
    wanted = _form(form)
    run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
    file = await made_files.find_file(connection, run.id, wanted)
    failure = file.failure if file else None
    language = pages.language(request)
    return pages.render(
        request,
        template,
        run=run,
        form=wanted,
        file=file,
        waits=file is not None and file.state is FileState.WAITING,
        seconds=int((clock() - file.asked_at).total_seconds()) if file else 0,
        explained=tuple(
            pages.translate(language, words).format_map(failure.details)
            for words in (failure.sentence, failure.next_step)
        )
        if failure
        else (),
        built_in_titles=TITLES,
    )


def _form(form: str) -> ExportFormat:
    """Raises ``RunFileUnknown`` for a format that there is not."""
    if form not in set(ExportFormat):
        raise RunFileUnknown
    return ExportFormat(form)
