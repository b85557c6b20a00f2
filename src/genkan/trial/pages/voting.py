"""Voting and changing the vote, the question after it, and the reveal as a deed of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, FormRoute, Now, UsesWorkspace, Writing
from genkan.trial.errors import TrialProblem
from genkan.trial.pages.parts import (
    BallotBoxPart,
    GatewayPart,
    GuessingPart,
    LibraryPart,
    PagesPart,
    VotingPart,
)
from genkan.trial.pages.showing import render_comparison
from genkan.trial.pages.view import ComparisonView, look, translate_for
from genkan.trial.store import Comparison, find_comparison
from genkan.trial.voting import Ballot, read_opinion

router = APIRouter(route_class=FormRoute)
_MOST_DIGITS = 6


@dataclass(frozen=True)
class VoteForm:
    """What a form says; ``seen`` is the revision that it showed, and other fields are not read."""

    choice: str
    reasons: tuple[str, ...]
    comment: str
    seen: int


async def _read_form(
    choice: Annotated[str, Form()] = "",
    reasons: Annotated[list[str] | None, Form()] = None,
    comment: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> VoteForm:
    known = seen.isdecimal() and len(seen) <= _MOST_DIGITS
    return VoteForm(choice, tuple(reasons or ()), comment, int(seen) if known else 0)


Look = Callable[[AsyncConnection, Comparison], Awaitable[ComparisonView]]


async def _look(
    request: Request, gateway: GatewayPart, library: LibraryPart, pages: PagesPart, clock: Now
) -> Look:
    translate = translate_for(request, pages)
    return partial(look, gateway=gateway, library=library, now=clock(), translate=translate)


LookPart = Annotated[Look, Depends(_look)]
PostedVote = Annotated[VoteForm, Depends(_read_form)]


@router.post("/compare/{comparison_id}/vote")
async def vote(
    request: Request,
    comparison_id: str,
    viewer: UsesWorkspace,
    form: PostedVote,
    box: BallotBoxPart,
    database: DatabasePart,
    look: LookPart,
    pages: PagesPart,
) -> Response:
    """Write the vote or its change; the thanks come from a page of their own, so only after the vote is committed."""
    try:
        opinion = read_opinion(form.choice, reasons=form.reasons, comment=form.comment)
        await box.cast(
            Ballot(comparison_id=comparison_id, person_id=viewer.person.id, opinion=opinion, seen=form.seen)
        )
    except TrialProblem as problem:
        async with database.read() as connection:
            comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
            view = await look(connection, comparison)
        return render_comparison(
            request,
            pages,
            view,
            status=problem.status,
            error=pages.explain(request, problem),
            choice=form.choice,
            reasons=form.reasons,
            comment=form.comment,
        )
    return _back(comparison_id)


@router.post("/compare/{comparison_id}/guess")
async def guess(
    request: Request,
    comparison_id: str,
    viewer: UsesWorkspace,
    connection: Writing,
    guessing: GuessingPart,
    look: LookPart,
    pages: PagesPart,
    a: Annotated[str, Form()] = "",
    b: Annotated[str, Form()] = "",
    skip: Annotated[str, Form()] = "",
) -> Response:
    """Write which models the person thinks to have read, or that the question is passed over; both are final."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    try:
        if skip:
            await guessing.skip(connection, comparison)
        else:
            await guessing.guess(connection, comparison, a=a, b=b)
    except TrialProblem as problem:
        view, told = await look(connection, comparison), pages.explain(request, problem)
        return render_comparison(request, pages, view, status=problem.status, error=told)
    return _back(comparison_id)


@router.post("/compare/{comparison_id}/reveal")
async def reveal(
    comparison_id: str, viewer: UsesWorkspace, connection: Writing, voting: VotingPart
) -> Response:
    """Write that the person is told which arm was which, then tell."""
    comparison = await find_comparison(connection, comparison_id, person_id=viewer.person.id)
    await voting.reveal(connection, comparison)
    return _back(comparison_id)


def _back(comparison_id: str) -> Response:
    return RedirectResponse(f"/compare/{comparison_id}#vote", status_code=303)
