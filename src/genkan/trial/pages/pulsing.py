"""The short survey: its form also stands on the home page, where it is sent from."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import FormRoute, Now, Reading, UsesWorkspace, Writing
from genkan.trial.errors import TrialProblem
from genkan.trial.pages.parts import LedgerPart, PagesPart
from genkan.trial.pulse import PulseAsking, pulse_for, read_answer

router = APIRouter(prefix="/pulse", route_class=FormRoute)


@router.get("")
async def show_pulse(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart, clock: Now, done: str = ""
) -> Response:
    """The two questions, or that nothing is asked now."""
    pulse = await pulse_for(connection, viewer.person, clock=clock)
    return pages.render(request, "trial/pulse.html", pulse=pulse, minutes="", better="", done=done, told=None)


@router.post("")
async def answer_pulse(
    request: Request,
    viewer: UsesWorkspace,
    connection: Writing,
    ledger: LedgerPart,
    pages: PagesPart,
    clock: Now,
    minutes: Annotated[str, Form()] = "",
    better: Annotated[str, Form()] = "",
) -> Response:
    """Record the answers, then thank on a page of its own; what was typed comes back with a refusal."""
    try:
        answer = read_answer(minutes, better=better)
        await PulseAsking(ledger, clock).answer(connection, viewer.person, answer)
    except TrialProblem as problem:
        return pages.render(
            request,
            "trial/pulse.html",
            status=problem.status,
            pulse=await pulse_for(connection, viewer.person, clock=clock),
            minutes=minutes,
            better=better,
            done="",
            told=pages.explain(request, problem),
        )
    return RedirectResponse("/pulse?done=answered", status_code=303)


@router.post("/dismiss")
async def dismiss_pulse(
    viewer: UsesWorkspace, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """Ask no more today, and go back to where the person was."""
    if await pulse_for(connection, viewer.person, clock=clock):
        await PulseAsking(ledger, clock).dismiss(connection, viewer.person)
    return RedirectResponse("/", status_code=303)
