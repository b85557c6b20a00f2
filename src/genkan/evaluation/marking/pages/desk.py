"""The marker's pages: what there is to mark, one answer after the other, handing in."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.blind import concealer
from genkan.evaluation.marking.errors import MarkingProblem, MarkOvertaken, TaskUnknown
from genkan.evaluation.marking.marking import Desk, sit_down, task_of_marker
from genkan.evaluation.marking.pages.parts import MarkFields, MarkForm, MarkingPart, PagesPart
from genkan.evaluation.marking.store import decisions, markers, tasks
from genkan.evaluation.marking.task import LONGEST_NOTE, Task, TaskState
from genkan.governance import DatabasePart, FormRoute, MarksAnswers, Reading, Viewer
from genkan.ui import Pages

router = APIRouter(prefix="/marking/desk", route_class=FormRoute)


@router.get("")
async def list_own(request: Request, viewer: MarksAnswers, connection: Reading, pages: PagesPart) -> Response:
    """The tasks in which the viewer marks, and the decisions that the viewer is to make."""
    own = viewer.person.id
    ids = await markers.tasks_of_marker(connection, own)
    begun = [
        each for each in await tasks.tasks_with_ids(connection, ids) if each.state is not TaskState.DRAFT
    ]
    slots = {each.id: await markers.slots_of(connection, each.id, person_id=own) for each in begun}
    finished = {each.id: (await markers.markers_of(connection, each.id)).get(own) for each in begun}
    return pages.render(
        request,
        "evaluation/marking/own_tasks.html",
        tasks=[each for each in begun if slots[each.id]],
        slots=slots,
        finished=finished,
        decisions=await decisions.decisions_for(connection, own),
        titles={each.id: each.title for each in begun},
    )


@router.get("/{task_id}")
async def show_progress(
    request: Request,
    task_id: str,
    viewer: MarksAnswers,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """How far the viewer is with a task."""
    return await _progress(request, connection, viewer, pages, task_id, done=done)


@router.post("/{task_id}")
async def hand_in(
    request: Request,
    task_id: str,
    viewer: MarksAnswers,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
) -> Response:
    """Hand the marks in."""
    try:
        async with database.write() as connection:
            task = await task_of_marker(connection, viewer, task_id)
            await marking.marking.finish(connection, viewer, task)
    except TaskUnknown:
        raise
    except MarkingProblem as problem:
        async with database.read() as connection:
            return await _progress(request, connection, viewer, pages, task_id, problem=problem)
    return RedirectResponse(f"/marking/desk/{task_id}?done=finished", status_code=303)


@router.get("/{task_id}/{position}")
async def show_answer(
    request: Request,
    task_id: str,
    position: int,
    viewer: MarksAnswers,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """One answer beside its rubric."""
    desk = await sit_down(connection, viewer, task_id, position)
    return await _show(request, connection, viewer, pages, desk, done=done)


@router.post("/{task_id}/{position}")
async def save_mark(
    request: Request,
    task_id: str,
    position: int,
    viewer: MarksAnswers,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    form: MarkFields,
) -> Response:
    """Keep the mark, and go on to where the marker wants; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            desk = await sit_down(connection, viewer, task_id, position)
            await marking.marking.save(
                connection, viewer, desk, points=form.given, note=form.note, seen=form.seen
            )
    except TaskUnknown:
        raise
    except MarkingProblem as problem:
        async with database.read() as connection:
            desk = await sit_down(connection, viewer, task_id, position)
            return await _show(request, connection, viewer, pages, desk, form=form, problem=problem)
    return RedirectResponse(_onward(desk, form.go), status_code=303)


def _onward(desk: Desk, go: str) -> str:
    """The page that follows a saving; after the last answer the overview."""
    path, place, last = f"/marking/desk/{desk.task.id}", desk.slot.position, len(desk.slots)
    wanted = {"next": place + 1, "previous": place - 1}.get(go, place)
    return f"{path}/{wanted}?done=saved" if 1 <= wanted <= last else f"{path}?done=saved"


async def _progress(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    task_id: str,
    *,
    done: str = "",
    problem: MarkingProblem | None = None,
) -> Response:
    task = await task_of_marker(connection, viewer, task_id)
    slots = await markers.slots_of(connection, task.id, person_id=viewer.person.id)
    finished = (await markers.markers_of(connection, task.id)).get(viewer.person.id)
    return pages.render(
        request,
        "evaluation/marking/progress.html",
        status=problem.status if problem else 200,
        task=task,
        slots=slots,
        next=next((slot.position for slot in slots if not slot.is_done), 1),
        is_open=task.state is TaskState.OPEN and finished is None,
        finished=finished,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    desk: Desk,
    *,
    done: str = "",
    form: MarkForm | None = None,
    problem: MarkingProblem | None = None,
) -> Response:
    finished = (await markers.markers_of(connection, desk.task.id)).get(viewer.person.id)
    kept = ["" if points is None else str(points) for points in desk.slot.points]
    return pages.render(
        request,
        "evaluation/marking/desk.html",
        status=problem.status if problem else 200,
        desk=desk,
        answer=_concealed(desk.task, desk.answer),
        points=form.points if form and len(form.points) == len(kept) else kept,
        note=form.note if form else desk.slot.note,
        kept=kept if isinstance(problem, MarkOvertaken) else None,
        is_open=desk.task.state is TaskState.OPEN and finished is None,
        longest=LONGEST_NOTE,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )


def _concealed(task: Task, answer: str) -> str:
    return concealer(task.hidden).conceal(answer, ended=True)
