"""What a trial in the organisation means for a member of staff, who agrees, declines or withdraws."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, Now, Reading, UsesWorkspace
from genkan.trial.consent import Consenting, invitation_for
from genkan.trial.errors import TrialProblem
from genkan.trial.pages.parts import LedgerPart, PagesPart
from genkan.trial.protocol import day_of

router = APIRouter(prefix="/trial/consent")


async def _consenting(ledger: LedgerPart, clock: Now) -> Consenting:
    return Consenting(ledger, clock)


ConsentingPart = Annotated[Consenting, Depends(_consenting)]


@router.get("")
async def show_consent(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The trial that runs here, what is recorded, and what the person said."""
    invitation = await invitation_for(connection, viewer.person)
    return pages.render(
        request, "trial/consent.html", invitation=invitation, day_of=day_of, done=done, told=None
    )


@router.post("")
async def answer(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    pages: PagesPart,
    consenting: ConsentingPart,
    says: Annotated[str, Form()] = "",
    digest: Annotated[str, Form()] = "",
) -> Response:
    """Yes to the text that was read; anything else is no."""
    try:
        async with database.write() as connection:
            if says == "yes":
                await consenting.agree(connection, viewer.person, seen=digest)
            else:
                await consenting.decline(connection, viewer.person)
    except TrialProblem as problem:
        async with database.read() as connection:
            invitation = await invitation_for(connection, viewer.person)
        told = pages.explain(request, problem)
        return pages.render(
            request,
            "trial/consent.html",
            status=problem.status,
            invitation=invitation,
            day_of=day_of,
            done="",
            told=told,
        )
    done = "agreed" if says == "yes" else "declined"
    return RedirectResponse(f"/trial/consent?done={done}", status_code=303)
