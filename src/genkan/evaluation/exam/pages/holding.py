"""Holding a test, publishing it, and giving it up."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.pages.deed import DeedsPart
from genkan.evaluation.exam.planning import see_exam
from genkan.governance import RunsExams

router = APIRouter(prefix="/exams")


@router.post("/{exam_id}/run")
async def run_exam(
    exam_id: str,
    viewer: RunsExams,
    deeds: DeedsPart,
    deployments: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Ask every chosen model every question, once."""

    async def begin(connection: AsyncConnection, exam: Exam) -> str:
        await deeds.exams.holding.begin(connection, exam, deployments or [], person_id=viewer.person.id)
        return "run"

    return await deeds.do(viewer, exam_id, begin)


@router.post("/{exam_id}/judge")
async def judge_exam(
    exam_id: str, viewer: RunsExams, deeds: DeedsPart, deployment: Annotated[str, Form()] = ""
) -> Response:
    """Let a model look at the open answers beforehand; its points are no marks."""

    async def judge(connection: AsyncConnection, exam: Exam) -> str:
        await deeds.exams.judging.begin(connection, exam, deployment, person_id=viewer.person.id)
        return "judged"

    return await deeds.do(viewer, exam_id, judge)


@router.post("/{exam_id}/publish")
async def publish_exam(
    exam_id: str, viewer: RunsExams, deeds: DeedsPart, unmarked: Annotated[str, Form()] = ""
) -> Response:
    """Publish the numbers, and open the commitment."""
    async with deeds.database.read() as connection:
        exam = await see_exam(connection, viewer, exam_id)
    try:
        await deeds.exams.publishing.publish(exam, person_id=viewer.person.id, unmarked=unmarked == "yes")
    except EvaluationProblem as problem:
        return await deeds.show(viewer, exam_id, problem)
    return deeds.done(exam_id, "published")


@router.post("/{exam_id}/void")
async def void_exam(
    exam_id: str, viewer: RunsExams, deeds: DeedsPart, reason: Annotated[str, Form()] = ""
) -> Response:
    """Give a test up for a reason that is published; what was asked stays burnt."""

    async def void(connection: AsyncConnection, exam: Exam) -> str:
        await deeds.exams.voiding.void(connection, exam, person_id=viewer.person.id, reason=reason)
        return "voided"

    return await deeds.do(viewer, exam_id, void, reason=reason)
