"""Voting, and afterwards the reveal as a deed of its own."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import FormRoute, Now, UsesWorkspace, Writing
from genkan.trial.errors import TrialProblem
from genkan.trial.pages.parts import GatewayPart, LibraryPart, PagesPart, VotingPart
from genkan.trial.pages.showing import render_comparison
from genkan.trial.pages.view import look, translate_for
from genkan.trial.store import find_comparison
from genkan.trial.voting import read_opinion

router = APIRouter(route_class=FormRoute)


@router.post("/compare/{comparison_id}/vote")
async def vote(
    request: Request,
    comparison_id: str,
    viewer: UsesWorkspace,
    connection: Writing,
    voting: VotingPart,
    gateway: GatewayPart,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
    choice: Annotated[str, Form()] = "",
    reasons: Annotated[list[str] | None, Form()] = None,
    comment: Annotated[str, Form()] = "",
) -> Response:
    """Write the vote once; the thanks come from a page of their own, so only after the vote is committed."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    try:
        await voting.vote(
            connection, comparison, read_opinion(choice, reasons=reasons or (), comment=comment)
        )
    except TrialProblem as problem:
        view = await look(
            connection,
            comparison,
            gateway=gateway,
            library=library,
            now=clock(),
            translate=translate_for(request, pages),
        )
        return render_comparison(
            request,
            pages,
            view,
            status=problem.status,
            error=pages.explain(request, problem),
            choice=choice,
            reasons=tuple(reasons or ()),
            comment=comment,
        )
    return RedirectResponse(f"/compare/{comparison_id}#vote", status_code=303)


@router.post("/compare/{comparison_id}/reveal")
async def reveal(
    comparison_id: str, viewer: UsesWorkspace, connection: Writing, voting: VotingPart
) -> Response:
    """Write that the person is told which arm was which, then tell."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    await voting.reveal(connection, comparison)
    return RedirectResponse(f"/compare/{comparison_id}#vote", status_code=303)
