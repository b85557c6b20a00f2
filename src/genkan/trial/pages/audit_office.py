"""The office's pages of expert audits: progress, agreement, and interests of markers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, FormRoute, Now, Reading, RunsTrial
from genkan.trial.audit.errors import AuditProblem, InterestUnfit
from genkan.trial.audit.progress import declare_interest, progress_of
from genkan.trial.audit.store.trials import audited_trials
from genkan.trial.pages.auditing import QUESTIONS
from genkan.trial.pages.parts import PagesPart
from genkan.ui import Pages

router = APIRouter(prefix="/audits/office", route_class=FormRoute)


@router.get("")
async def list_trials(request: Request, viewer: RunsTrial, connection: Reading, pages: PagesPart) -> Response:
    """The trials whose answers are audited."""
    return pages.render(request, "trial/audited_trials.html", trials=await audited_trials(connection))


@router.get("/{trial_id}")
async def show_progress(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """How far the audits of a trial are."""
    return await _show(request, connection, pages, trial_id, done=done)


@router.post("/{trial_id}/interests")
async def add_interest(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    clock: Now,
    person: Annotated[str, Form()] = "",
    arm: Annotated[str, Form()] = "",
) -> Response:
    """Note an interest of a marker in an arm."""
    try:
        async with database.write() as connection:
            await declare_interest(connection, trial_id, person, arm=arm, actor=viewer.person.id, at=clock())
    except InterestUnfit as problem:
        async with database.read() as connection:
            return await _show(request, connection, pages, trial_id, problem=problem)
    return RedirectResponse(f"/audits/office/{trial_id}?done=declared", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    trial_id: str,
    *,
    done: str = "",
    problem: AuditProblem | None = None,
) -> Response:
    return pages.render(
        request,
        "trial/audit_progress.html",
        status=problem.status if problem else 200,
        progress=await progress_of(connection, trial_id),
        questions=QUESTIONS,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )
