"""What custodians do: take a share, and bring it on the day; and sealing."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.pages.deed import DeedsPart
from genkan.evaluation.exam.pages.parts import ExamsPart, PagesPart
from genkan.evaluation.exam.planning import see_exam
from genkan.governance import DatabasePart, HoldsShares, RunsExams

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
async def seal_exam(exam_id: str, viewer: RunsExams, deeds: DeedsPart) -> Response:
    """Draw the questions and seal them."""

    async def seal(connection: AsyncConnection, exam: Exam) -> str:
        await deeds.exams.custody.seal(connection, exam, person_id=viewer.person.id)
        return "sealed"

    return await deeds.do(viewer, exam_id, seal)


@router.post("/{exam_id}/bring")
async def bring_share(
    exam_id: str, viewer: HoldsShares, deeds: DeedsPart, share: Annotated[str, Form()] = ""
) -> Response:
    """Bring a share; a refusal is recorded, and a share that was typed is not shown again."""
    custody, own = deeds.exams.custody, viewer.person.id

    async def bring(connection: AsyncConnection, exam: Exam) -> str:
        return "opened" if await custody.bring(connection, exam, share, person_id=own) else "brought"

    async def note(connection: AsyncConnection, exam: Exam, problem: EvaluationProblem) -> None:
        await custody.note_refusal(connection, exam, person_id=own, reason=type(problem).__name__)

    return await deeds.do(viewer, exam_id, bring, refused=note)
