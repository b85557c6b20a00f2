"""The office chooses a published sealed test, and says which contestant stands behind which application."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation import ExamState
from genkan.governance import DatabasePart, FormRoute, RunsSelection, Viewer
from genkan.selection.call.call import Call
from genkan.selection.call.seeing import see_call
from genkan.selection.decision.deciding import check_clear, judged_of
from genkan.selection.decision.decision import DecisionDraft
from genkan.selection.decision.errors import ContestantTwice
from genkan.selection.decision.exam_result import likely_contestant
from genkan.selection.decision.exams import exams_of
from genkan.selection.decision.record import Judged
from genkan.selection.decision.taking import Proven
from genkan.selection.errors import SelectionProblem
from genkan.selection.pages.parts import PagesPart, SelectionPart
from genkan.selection.vendor.store.vendors import companies_of
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/selection/calls/{call_id}/exam-results", route_class=FormRoute)


@router.get("")
async def show_exam_results(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    exam: Annotated[str, Query()] = "",
) -> Response:
    """The tests of the call, and the results of the one that was chosen."""
    call = await _call(database, viewer, call_id)
    if not exam:
        return await _show(request, database, pages, call)
    try:
        proven = await selection.taking.prove(call, exam)
    except SelectionProblem as problem:
        return await _show(request, database, pages, call, problem=problem)
    return await _show(request, database, pages, call, proven=proven)


@router.post("")
async def take_exam_results(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
) -> Response:
    """Take the results in; what was chosen comes back with a refusal."""
    form = await request.form()
    call = await _call(database, viewer, call_id)
    chosen = {
        name.removeprefix("contestant."): str(value)
        for name, value in form.items()
        if name.startswith("contestant.") and value
    }
    proven: Proven | None = None
    try:
        proven = await selection.taking.prove(call, str(form.get("exam", "")))
        async with database.write() as connection:
            await selection.taking.take(connection, viewer, call.id, proven, chosen)
    except SelectionProblem as problem:
        kept = proven if isinstance(problem, ContestantTwice) else None
        return await _show(request, database, pages, call, proven=kept, chosen=chosen, problem=problem)
    return RedirectResponse(f"/selection/calls/{call.id}/decision?done=exam_taken", status_code=303)


async def _call(database: Database, viewer: Viewer, call_id: str) -> Call:
    async with database.read() as connection:
        call = await see_call(connection, viewer, call_id)
        await check_clear(connection, viewer, call)
    return call


async def _show(
    request: Request,
    database: Database,
    pages: Pages,
    call: Call,
    *,
    proven: Proven | None = None,
    chosen: dict[str, str] | None = None,
    problem: SelectionProblem | None = None,
) -> Response:
    async with database.read() as connection:
        exams = await exams_of(connection, call)
        judged = await judged_of(connection, call, DecisionDraft(call.id)) if proven else ()
        companies = await _companies(connection, judged)
    return pages.render(
        request,
        "selection/exam_results.html",
        status=problem.status if problem else 200,
        call=call,
        exams=[each for each in exams if each.state is ExamState.PUBLISHED],
        waiting=[each for each in exams if each.state is not ExamState.PUBLISHED],
        proven=proven,
        judged=judged,
        companies=companies,
        chosen=chosen if chosen is not None else _likely(proven, judged, companies),
        told=pages.explain(request, problem) if problem else None,
    )


async def _companies(connection: AsyncConnection, judged: tuple[Judged, ...]) -> dict[str, str]:
    """The company behind each application, by its id."""
    found = await companies_of(connection, sorted({each.application.vendor_id for each in judged}))
    return {each.application.id: found[each.application.vendor_id][0] for each in judged}


def _likely(proven: Proven | None, judged: tuple[Judged, ...], companies: dict[str, str]) -> dict[str, str]:
    """What was taken in of this test before, else who goes by the same name."""
    if proven is None:
        return {}
    taken = {
        each.application.id: one.exam.contestant
        for each in judged
        for one in each.measures
        if one.exam and one.exam.exam_id == proven.exam.id
    }
    if taken:
        return taken
    return {
        each.application.id: likely_contestant(
            proven.results,
            company=companies[each.application.id],
            model=each.application.content.model.name,
        )
        for each in judged
    }
