"""What custodians do: take a share, and bring it on the day; and sealing."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.evaluation.exam.errors import ExamProblem, ExamUnknown
from genkan.evaluation.exam.pages.parts import ExamsPart, PagesPart
from genkan.evaluation.exam.pages.showing import render_exam
from genkan.evaluation.exam.planning import see_exam
from genkan.governance import DatabasePart, HoldsShares, Now, RunsExams

router = APIRouter(prefix="/exams")

_NO_STORE = {"cache-control": "no-store"}


@router.post("/{exam_id}/share")
async def take_share(
    request: Request,
    exam_id: str,
    viewer: HoldsShares,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    way: Annotated[str, Form()] = "page",
) -> Response:
    """Make the custodian's share and show it this once, on the page or as a file."""
    async with database.write() as connection:
        exam = await see_exam(connection, viewer, exam_id)
        share = await exams.custody.take(connection, exam, person_id=viewer.person.id)
    if way == "file":
        headers = download_headers(f"share-{exam.id[:8]}.txt", "text/plain; charset=utf-8")
        return Response(f"{share}\n", headers={**headers, **_NO_STORE})
    return pages.render(request, "evaluation/exams/share.html", exam=exam, share=share)


@router.post("/{exam_id}/seal")
async def seal_exam(
    request: Request,
    exam_id: str,
    viewer: RunsExams,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
) -> Response:
    """Draw the questions and seal them."""
    try:
        async with database.write() as connection:
            exam = await see_exam(connection, viewer, exam_id)
            await exams.custody.seal(connection, exam, person_id=viewer.person.id)
    except ExamUnknown:
        raise
    except ExamProblem as problem:
        async with database.read() as connection:
            return await render_exam(
                request, connection, viewer, pages, exams, exam_id, clock=clock, problem=problem
            )
    return RedirectResponse(f"/exams/{exam_id}?done=sealed", status_code=303)


@router.post("/{exam_id}/bring")
async def bring_share(
    request: Request,
    exam_id: str,
    viewer: HoldsShares,
    database: DatabasePart,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
    share: Annotated[str, Form()] = "",
) -> Response:
    """Bring a share; a refusal is recorded, and a share that was typed is not shown again."""
    try:
        async with database.write() as connection:
            exam = await see_exam(connection, viewer, exam_id)
            is_open = await exams.custody.bring(connection, exam, share, person_id=viewer.person.id)
    except ExamUnknown:
        raise
    except ExamProblem as problem:
        async with database.write() as connection:
            exam = await see_exam(connection, viewer, exam_id)
            await exams.custody.note_refusal(
                connection, exam, person_id=viewer.person.id, reason=type(problem).__name__
            )
        async with database.read() as connection:
            return await render_exam(
                request, connection, viewer, pages, exams, exam_id, clock=clock, problem=problem
            )
    return RedirectResponse(f"/exams/{exam_id}?done={'opened' if is_open else 'brought'}", status_code=303)
