"""The tests of an organisation, and planning a new one with the width that its results will have."""

from datetime import timedelta

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.exam.blueprint import DIFFICULTIES, MOST_IN_A_CELL
from genkan.evaluation.exam.errors import ExamFieldProblem
from genkan.evaluation.exam.exam import LONGEST_TITLE, MOST_SECONDS, MOST_TOKENS
from genkan.evaluation.exam.pages.parts import STATE_KINDS, ExamsPart, PagesPart, draft_of, moment_shown
from genkan.evaluation.exam.planning import pool_of, possible_custodians, supply
from genkan.evaluation.exam.store.exams import exams_in_custody, list_exams
from genkan.evaluation.items.field import Field
from genkan.evaluation.statistics import expected_half_width
from genkan.governance import DatabasePart, HoldsShares, Now, Reading, RunsExams, Viewer
from genkan.kit import Clock
from genkan.ui import Pages

router = APIRouter(prefix="/exams")

_WIDTHS_OF = (20, 50, 100, 320)


@router.get("")
async def show_exams(
    request: Request, viewer: HoldsShares, connection: Reading, pages: PagesPart
) -> Response:
    """The tests, the newest first."""
    return pages.render(
        request,
        "evaluation/exams/list.html",
        exams=await list_exams(connection, viewer.organisation.id),
        own=await exams_in_custody(connection, viewer.person.id),
        state_kinds=STATE_KINDS,
    )


@router.get("/new")
async def show_new(
    request: Request, viewer: RunsExams, connection: Reading, pages: PagesPart, clock: Now
) -> Response:
    """The form of a new test; its blueprint begins with what the bank has, up to fifty questions."""
    return await _form(request, connection, viewer, pages, await _proposed(connection, viewer, clock))


@router.post("")
async def add_exam(
    request: Request, viewer: RunsExams, database: DatabasePart, pages: PagesPart, exams: ExamsPart
) -> Response:
    """Plan a test; what was typed comes back with a refusal."""
    sent = await request.form()
    values = {name: value for name, value in sent.items() if isinstance(value, str)}
    try:
        async with database.write() as connection:
            exam = await exams.planning.add(
                connection,
                draft_of(values),
                organisation_id=viewer.organisation.id,
                person_id=viewer.person.id,
            )
    except ExamFieldProblem as problem:
        async with database.read() as connection:
            return await _form(request, connection, viewer, pages, values, problem)
    return RedirectResponse(f"/exams/{exam.id}?done=added", status_code=303)


async def _proposed(connection: AsyncConnection, viewer: Viewer, clock: Clock) -> dict[str, str]:
    pool = await pool_of(connection, viewer.organisation.id, allows_burnt=False)
    hour = clock().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    counts = {f"cell.{name}": str(count) for name, count in supply(pool).items()}
    return {
        **counts,
        "opens_at": moment_shown(hour),
        "closes_at": moment_shown(hour + timedelta(days=1)),
        "limit": "1024",
        "seconds": "120",
        "temperature": "0",
    }


async def _form(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    values: dict[str, str],
    problem: ExamFieldProblem | None = None,
) -> Response:
    pool = await pool_of(connection, viewer.organisation.id, allows_burnt="allows_burnt" in values)
    return pages.render(
        request,
        "evaluation/exams/new.html",
        status=problem.status if problem else 200,
        values=values,
        errors={problem.field: " ".join(pages.explain(request, problem))} if problem else {},
        fields=tuple(Field),
        difficulties=DIFFICULTIES,
        supply=supply(pool),
        people=[
            (person.id, person.name)
            for person in await possible_custodians(connection, viewer.organisation.id)
        ],
        widths=[(count, expected_half_width(count)) for count in _WIDTHS_OF],
        longest_title=LONGEST_TITLE,
        most_in_a_cell=MOST_IN_A_CELL,
        most_tokens=MOST_TOKENS,
        most_seconds=MOST_SECONDS,
    )
