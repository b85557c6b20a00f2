"""The pages of a third person: both marks without names, the reason of an appeal, and the decision."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.blind import concealer
from genkan.evaluation.marking.deciding import Case, look_at
from genkan.evaluation.marking.errors import MarkingProblem, TaskUnknown
from genkan.evaluation.marking.pages.parts import MarkFields, MarkForm, MarkingPart, PagesPart
from genkan.evaluation.marking.task import LONGEST_NOTE
from genkan.governance import DatabasePart, FormRoute, MarksAnswers, Reading
from genkan.ui import Pages

router = APIRouter(prefix="/marking/decisions", route_class=FormRoute)


@router.get("/{decision_id}")
async def show_decision(
    request: Request, decision_id: str, viewer: MarksAnswers, connection: Reading, pages: PagesPart
) -> Response:
    """The answer with its marks, to be decided on."""
    return _show(request, pages, await look_at(connection, viewer, decision_id))


@router.post("/{decision_id}")
async def decide(
    request: Request,
    decision_id: str,
    viewer: MarksAnswers,
    database: DatabasePart,
    pages: PagesPart,
    marking: MarkingPart,
    form: MarkFields,
) -> Response:
    """Decide; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            case = await look_at(connection, viewer, decision_id)
            await marking.deciding.decide(
                connection, viewer, case.decision, points=form.given, note=form.note
            )
    except TaskUnknown:
        raise
    except MarkingProblem as problem:
        async with database.read() as connection:
            case = await look_at(connection, viewer, decision_id)
        return _show(request, pages, case, form=form, problem=problem)
    return RedirectResponse("/marking/desk", status_code=303)


def _show(
    request: Request,
    pages: Pages,
    case: Case,
    *,
    form: MarkForm | None = None,
    problem: MarkingProblem | None = None,
) -> Response:
    return pages.render(
        request,
        "evaluation/marking/decision.html",
        status=problem.status if problem else 200,
        case=case,
        answer=concealer(case.task.hidden).conceal(case.answer, ended=True),
        points=form.points if form else [str(points) for points in case.decision.points],
        note=form.note if form else case.decision.note,
        longest=LONGEST_NOTE,
        told=pages.explain(request, problem) if problem else None,
    )
