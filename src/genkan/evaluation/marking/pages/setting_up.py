"""The office's list of tasks, and the form for a new one."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.marking.drafting import read_draft
from genkan.evaluation.marking.errors import DraftUnreadable, MarkingProblem
from genkan.evaluation.marking.pages.parts import MarkingPart, PagesPart
from genkan.evaluation.marking.store import tasks
from genkan.governance import DatabasePart, FormRoute, Reading, SetsUpMarking, Viewer
from genkan.ui import Pages

router = APIRouter(prefix="/marking", route_class=FormRoute)
_LARGEST_FILE = 16 * 1024 * 1024


@router.get("")
async def list_tasks(
    request: Request, viewer: SetsUpMarking, connection: Reading, pages: PagesPart
) -> Response:
    """The tasks of the organisation, and the form that takes a file in."""
    return await _show(request, connection, viewer, pages)


@router.post("")
async def make_task(
    request: Request,
    viewer: SetsUpMarking,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Set a task up from a file."""
    try:
        content = await file.read(_LARGEST_FILE + 1) if file is not None else b""
        if not 0 < len(content) <= _LARGEST_FILE:
            raise DraftUnreadable(reason=f"0–{_LARGEST_FILE // 1024 // 1024} MB")
        draft = read_draft(content)
        async with database.write() as connection:
            task = await marking.setting_up.make(
                connection, draft, organisation_id=viewer.organisation.id, actor=viewer.person.id
            )
    except MarkingProblem as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, pages, problem=problem)
    return RedirectResponse(f"/marking/tasks/{task.id}?done=made", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    *,
    problem: MarkingProblem | None = None,
) -> Response:
    return pages.render(
        request,
        "evaluation/marking/tasks.html",
        status=problem.status if problem else 200,
        tasks=await tasks.list_tasks(connection, organisation_id=viewer.organisation.id),
        told=pages.explain(request, problem) if problem else None,
    )
