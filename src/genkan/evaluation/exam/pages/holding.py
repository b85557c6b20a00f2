"""Holding a test, publishing it, and giving it up."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.exam.errors import ExamUnknown
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.pages.parts import ExamsPart, PagesPart
from genkan.evaluation.exam.pages.showing import render_exam
from genkan.evaluation.exam.planning import see_exam
from genkan.evaluation.exam.room import Exams
from genkan.governance import DatabasePart, Now, RunsExams, Viewer
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/exams")

Deed = Callable[[AsyncConnection, Exam], Awaitable[object]]


@router.post("/{exam_id}/run")
async def run_exam(
    request: Request,
    exam_id: str,
    viewer: RunsExams,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
    deployments: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask every chosen model every question, once."""

    async def begin(connection: AsyncConnection, exam: Exam) -> object:
        return await exams.holding.begin(connection, exam, deployments or [], person_id=viewer.person.id)

    return await _do(request, exam_id, viewer, database, pages, exams, clock, begin, done="run")


@router.post("/{exam_id}/publish")
async def publish_exam(
    request: Request,
    exam_id: str,
    viewer: RunsExams,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
    unmarked: Annotated[str, Form()] = "",
) -> Response:
    """Publish the numbers, and open the commitment."""

    async with database.read() as connection:
        exam = await see_exam(connection, viewer, exam_id)
    try:
        await exams.publishing.publish(exam, person_id=viewer.person.id, unmarked=unmarked == "yes")
    except EvaluationProblem as problem:
        async with database.read() as connection:
            return await render_exam(
                request, connection, viewer, pages, exams, exam_id, clock=clock, problem=problem
            )
    return RedirectResponse(f"/exams/{exam_id}?done=published", status_code=303)


@router.post("/{exam_id}/void")
async def void_exam(
    request: Request,
    exam_id: str,
    viewer: RunsExams,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
) -> Response:
    """Give a test up that has not been held."""

    async def void(connection: AsyncConnection, exam: Exam) -> object:
        return await exams.planning.void(connection, exam, person_id=viewer.person.id)

    return await _do(request, exam_id, viewer, database, pages, exams, clock, void, done="voided")


async def _do(
    request: Request,
    exam_id: str,
    viewer: Viewer,
    database: Database,
    pages: Pages,
    exams: Exams,
    clock: Clock,
    deed: Deed,
    *,
    done: str,
) -> Response:
    """Do it in one transaction; a refusal comes back on the page of the test."""
    try:
        async with database.write() as connection:
            await deed(connection, await see_exam(connection, viewer, exam_id))
    except ExamUnknown:
        raise
    except EvaluationProblem as problem:
        async with database.read() as connection:
            return await render_exam(
                request, connection, viewer, pages, exams, exam_id, clock=clock, problem=problem
            )
    return RedirectResponse(f"/exams/{exam_id}?done={done}", status_code=303)
