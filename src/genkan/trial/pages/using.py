"""What a person did with an own answer: a note of the browser, and the comparison with the final text."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from genkan.governance import FormRoute, UsesWorkspace
from genkan.trial.evidence import Use
from genkan.trial.pages.parts import PagesPart, UseRecorderPart
from genkan.trial.work.errors import AnswerNotInTrial, WorkProblem
from genkan.trial.work.final_text import LONGEST_COMPARED, FinalMeasure
from genkan.ui import Pages

router = APIRouter(prefix="/used/{answer_id}", route_class=FormRoute)


@router.post("/copied", status_code=204)
async def note_copy(answer_id: str, viewer: UsesWorkspace, uses: UseRecorderPart) -> Response:
    """Note that an answer was copied; nothing is told back, also where the answer is in no trial."""
    await uses.note(answer_id, person_id=viewer.person.id, use=Use.COPIED)
    return Response(status_code=204)


@router.get("/final")
async def show_form(
    request: Request, answer_id: str, viewer: UsesWorkspace, uses: UseRecorderPart, pages: PagesPart
) -> HTMLResponse:
    """The form to which the final text is pasted."""
    await uses.read_draft(answer_id, person_id=viewer.person.id)
    return _render(request, pages, answer_id)


@router.post("/final")
async def compare_final(
    request: Request,
    answer_id: str,
    viewer: UsesWorkspace,
    uses: UseRecorderPart,
    pages: PagesPart,
    final: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Count how far the final text is from the answer, and forget the text."""
    own = viewer.person.id
    draft = await uses.read_draft(answer_id, person_id=own)
    try:
        measure = await uses.note_final(answer_id, person_id=own, draft=draft, final=final)
    except AnswerNotInTrial:
        raise
    except WorkProblem as problem:
        told = pages.explain(request, problem)
        return _render(request, pages, answer_id, status=problem.status, final=final, told=told)
    return _render(request, pages, answer_id, measure=measure)


def _render(
    request: Request,
    pages: Pages,
    answer_id: str,
    *,
    status: int = 200,
    final: str = "",
    measure: FinalMeasure | None = None,
    told: tuple[str, str] | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "trial/final.html",
        status=status,
        answer_id=answer_id,
        final=final,
        measure=measure,
        limit=LONGEST_COMPARED,
        told=told,
    )
