"""What anyone may see of a sealed test without signing in: the commitment, and later the root of its results."""

import msgspec
from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import JSONResponse, Response

from genkan.evaluation.exam.errors import ExamUnknown
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.pages.parts import PagesPart
from genkan.evaluation.exam.store.exams import find_exam
from genkan.evaluation.exam.voiding import void_reason
from genkan.governance import Reading, Visitor
from genkan.kit import digest

router = APIRouter(prefix="/commitments")


@router.get("/{exam_id}.json")
async def show_record(exam_id: str, _visitor: Visitor, connection: Reading) -> Response:
    """The record of the sealing as it was hashed, with its digest."""
    exam = await _sealed(connection, exam_id)
    return JSONResponse(
        {
            "commitment": digest(exam.record),
            "record": exam.record,
            "state": exam.state.value,
            "root": exam.root or "",
            "reason": await void_reason(connection, exam),
        }
    )


@router.get("/{exam_id}")
async def show_commitment(
    request: Request, exam_id: str, _visitor: Visitor, connection: Reading, pages: PagesPart
) -> Response:
    """The same as a page."""
    exam = await _sealed(connection, exam_id)
    return pages.render(
        request,
        "evaluation/exams/commitment.html",
        exam=exam,
        commitment=digest(exam.record),
        record=msgspec.json.format(exam.record, indent=1),
        root=exam.root or "",
        reason=await void_reason(connection, exam),
    )


async def _sealed(connection: AsyncConnection, exam_id: str) -> Exam:
    exam = await find_exam(connection, exam_id, organisation_id=None)
    if exam is None or not exam.record:
        raise ExamUnknown
    return exam
