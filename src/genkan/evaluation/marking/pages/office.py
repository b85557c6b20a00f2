"""The office's page of one task: markers, conflicts, progress, agreement, differences, results, appeals."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.marking.errors import MarkingProblem, TaskUnknown
from genkan.evaluation.marking.pages.office_view import view_of
from genkan.evaluation.marking.pages.parts import MarkingPart, PagesPart
from genkan.evaluation.marking.setting_up import see_task
from genkan.evaluation.marking.task import LONGEST_NOTE, Task
from genkan.governance import DatabasePart, FormRoute, Reading, SetsUpMarking, Viewer
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/marking/tasks/{task_id}", route_class=FormRoute)
Deed = Callable[[AsyncConnection, Task], Awaitable[object]]
_STEPS = {"open": "opened", "compare": "compared", "close": "closed"}


class OfficeForm(BaseModel):
    """What the office sent with a deed."""

    marker: str = ""
    person: str = ""
    party: str = ""
    question: str = ""
    answer: str = ""
    reason: str = ""


OfficeFields = Annotated[OfficeForm, Form()]


@router.get("")
async def show_task(
    request: Request,
    task_id: str,
    viewer: SetsUpMarking,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """The task as it stands."""
    return await _show(request, connection, viewer, pages, task_id, done=done)


@router.post("/markers")
async def add_marker(
    request: Request,
    task_id: str,
    viewer: SetsUpMarking,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    form: OfficeFields,
) -> Response:
    """Let a person mark."""

    async def deed(connection: AsyncConnection, task: Task) -> object:
        return await marking.setting_up.add_marker(connection, task, form.marker, actor=viewer.person.id)

    return await _do(request, viewer, database, pages, task_id, deed, done="added", form=form)


@router.post("/conflicts")
async def declare_conflict(
    request: Request,
    task_id: str,
    viewer: SetsUpMarking,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    form: OfficeFields,
) -> Response:
    """Note that a marker has a conflict of interest."""

    async def deed(connection: AsyncConnection, task: Task) -> object:
        own = viewer.person.id
        return await marking.setting_up.declare(connection, task, form.person, form.party, actor=own)

    return await _do(request, viewer, database, pages, task_id, deed, done="declared", form=form)


@router.post("/appeals")
async def note_appeal(
    request: Request,
    task_id: str,
    viewer: SetsUpMarking,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    form: OfficeFields,
) -> Response:
    """Note an appeal, and ask somebody who did not mark."""

    async def deed(connection: AsyncConnection, task: Task) -> object:
        return await marking.deciding.appeal(
            connection, viewer, task, question_key=form.question, answer_key=form.answer, reason=form.reason
        )

    return await _do(request, viewer, database, pages, task_id, deed, done="appealed", form=form)


@router.post("/{step}")
async def take_step(
    request: Request,
    task_id: str,
    step: str,
    viewer: SetsUpMarking,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
) -> Response:
    """Begin (open), compare the marks (compare), or let the result stand (close)."""
    if step not in _STEPS:
        raise TaskUnknown

    async def deed(connection: AsyncConnection, task: Task) -> object:
        if step == "open":
            return await marking.setting_up.open(connection, task, actor=viewer.person.id)
        do = marking.deciding.compare if step == "compare" else marking.deciding.close
        return await do(connection, viewer, task)

    return await _do(request, viewer, database, pages, task_id, deed, done=_STEPS[step])


async def _do(
    request: Request,
    viewer: Viewer,
    database: Database,
    pages: Pages,
    task_id: str,
    deed: Deed,
    *,
    done: str,
    form: OfficeForm | None = None,
) -> Response:
    """Do it in one transaction; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            task = await see_task(connection, task_id, organisation_id=viewer.organisation.id)
            await deed(connection, task)
    except TaskUnknown:
        raise
    except MarkingProblem as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, pages, task_id, form=form, problem=problem)
    return RedirectResponse(f"/marking/tasks/{task_id}?done={done}", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    task_id: str,
    *,
    done: str = "",
    form: OfficeForm | None = None,
    problem: MarkingProblem | None = None,
) -> Response:
    task = await see_task(connection, task_id, organisation_id=viewer.organisation.id)
    return pages.render(
        request,
        "evaluation/marking/task.html",
        status=problem.status if problem else 200,
        view=await view_of(connection, viewer, task),
        form=form or OfficeForm(),
        longest=LONGEST_NOTE,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )
