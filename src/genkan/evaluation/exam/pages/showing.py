"""One test: its plan, its custodians, what can be done now, and its results."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.catalogue import list_deployments
from genkan.evaluation.exam.errors import AnswersAltered, ExamUnknown, VoidingReasonMissing
from genkan.evaluation.exam.exam import Exam, ExamState
from genkan.evaluation.exam.frozen import altered_among
from genkan.evaluation.exam.pack import Pack, read_pack
from genkan.evaluation.exam.pages.parts import STATE_KINDS, ExamsPart, PagesPart
from genkan.evaluation.exam.pages.result_view import ResultView
from genkan.evaluation.exam.planning import see_exam
from genkan.evaluation.exam.room import Exams
from genkan.evaluation.exam.store.exams import contestants_of, custodians_of, grades_of, results_of
from genkan.evaluation.exam.voiding import LONGEST_REASON
from genkan.evaluation.items.field import Field
from genkan.evaluation.running import Run, RunState, find_run, read_answers, read_progress
from genkan.evaluation.statistics import expected_half_width
from genkan.governance import HoldsShares, Now, Reading, Viewer, Writing, names_of
from genkan.kit import Clock, Problem, digest
from genkan.ui import Pages

router = APIRouter(prefix="/exams")


@router.get("/{exam_id}")
async def show_exam(
    request: Request,
    exam_id: str,
    viewer: HoldsShares,
    connection: Reading,
    pages: PagesPart,
    exams: ExamsPart,
    clock: Now,
    done: str = "",
) -> Response:
    """One test."""
    return await render_exam(request, connection, viewer, pages, exams, exam_id, clock=clock, done=done)


@router.get("/{exam_id}/questions")
async def show_questions(
    request: Request,
    exam_id: str,
    viewer: HoldsShares,
    connection: Writing,
    pages: PagesPart,
    exams: ExamsPart,
) -> Response:
    """The questions of a test that is held; reading them is recorded."""
    exam = await see_exam(connection, viewer, exam_id)
    document = await exams.read(connection, exam, person_id=viewer.person.id)
    if document is None:
        raise ExamUnknown
    fields = {field.value: field.label for field in Field}
    return pages.render(
        request, "evaluation/exams/questions.html", exam=exam, questions=document.questions, fields=fields
    )


@router.get("/{exam_id}/pack.json")
async def download_pack(exam_id: str, viewer: HoldsShares, connection: Writing, exams: ExamsPart) -> Response:
    """The evidence pack of a test that was published."""
    exam = await see_exam(connection, viewer, exam_id)
    content = await exams.export(connection, exam, person_id=viewer.person.id)
    return Response(content, headers=download_headers(f"exam-{exam.id[:8]}.json", "application/json"))


async def render_exam(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    exams: Exams,
    exam_id: str,
    *,
    clock: Clock,
    done: str = "",
    problem: Problem | None = None,
    reason: str = "",
) -> Response:
    """The page of one test; ``reason`` is what was typed for giving it up. Raises ``ExamUnknown``."""
    exam = await see_exam(connection, viewer, exam_id)
    custodians = await custodians_of(connection, exam.id)
    pack = await _pack(connection, exam)
    run = await find_run(connection, exam.run_id) if exam.run_id else None
    told = problem or await _altered(connection, exam, run)
    return pages.render(
        request,
        "evaluation/exams/exam.html",
        status=problem.status if problem else 200,
        exam=exam,
        commitment=digest(exam.record) if exam.record else "",
        custodians=custodians,
        mine=next((each for each in custodians if each.person_id == viewer.person.id), None),
        names=await names_of(connection, sorted({each.person_id for each in custodians})),
        half_width=expected_half_width(exam.plan.blueprint.total),
        fields={field.value: field.label for field in Field},
        hour_has_come=clock() >= exam.opens_at,
        deployments=await _possible(connection, exam),
        contestants=await contestants_of(connection, exam.id),
        run=run,
        progress=await read_progress(connection, run) if run else None,
        waiting=await _waiting(connection, exam),
        result=ResultView.of(pack) if pack else None,
        state_kinds=STATE_KINDS,
        told=pages.explain(request, told) if told else None,
        done=done,
        reason=reason,
        longest_reason=LONGEST_REASON,
        may_not_void=isinstance(problem, VoidingReasonMissing),
    )


async def _altered(connection: AsyncConnection, exam: Exam, run: Run | None) -> AnswersAltered | None:
    """Why a test whose run has ended is not graded: an answer is not the one that was frozen."""
    if exam.state is not ExamState.RUNNING or run is None or run.state is not RunState.ENDED:
        return None
    names = altered_among(await read_answers(connection, run.id))
    return AnswersAltered(name="、".join(names[:5])) if names else None


async def _pack(connection: AsyncConnection, exam: Exam) -> Pack | None:
    content = await results_of(connection, exam.id)
    return read_pack(content.encode()) if content else None


async def _possible(connection: AsyncConnection, exam: Exam) -> Sequence[tuple[str, str]]:
    """The models that may take part, or look at open answers beforehand."""
    if exam.state not in (ExamState.OPENED, ExamState.MARKING):
        return ()
    known = await list_deployments(connection)
    return [(each.id, each.title) for each in known if each.active and not each.embeds]


async def _waiting(connection: AsyncConnection, exam: Exam) -> int:
    if exam.state is not ExamState.MARKING:
        return 0
    return sum(row.grade.score is None for row in await grades_of(connection, exam.id))
