"""Two outputs of an app side by side: the vote, the question after it, the reveal, and which output is used."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps import Apps, AppsProblem, Picking
from genkan.governance import FormRoute, Now, Reading, UsesWorkspace, Writing, part
from genkan.kit import Problem
from genkan.trial.errors import NothingToCompare, TrialProblem
from genkan.trial.pages.pair_view import PairView, look_at_pair
from genkan.trial.pages.parts import GatewayPart, GuessingPart, LedgerPart, PagesPart
from genkan.trial.pages.view import EMPTY_VOTE
from genkan.trial.pages.voting import PostedVote
from genkan.trial.statistics import Choice
from genkan.trial.store import Comparison, Standing, find_comparison
from genkan.trial.voting import Ballot, Opinion, Voting, read_opinion
from genkan.ui import Pages

router = APIRouter(prefix="/runs/{run_id}/pair", route_class=FormRoute)
AppsPart = Annotated[Apps, part(Apps)]
_SIDES = {Choice.A: "a", Choice.B: "b"}


async def _own_comparison(
    run_id: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart
) -> Comparison:
    """The comparison of an own pair; whatever else there is under the id does not exist."""
    await apps.picking.find(connection, run_id, person_id=viewer.person.id)
    return await find_comparison(connection, run_id, person_id=viewer.person.id)


async def _voting(gateway: GatewayPart, ledger: LedgerPart, clock: Now, apps: AppsPart) -> Voting:
    released = partial(outputs_released, apps.picking)
    return Voting(gateway=gateway, ledger=ledger, clock=clock, released=released)


Look = Callable[[AsyncConnection], Awaitable[PairView]]


async def _look(run_id: str, viewer: UsesWorkspace, apps: AppsPart) -> Look:
    return partial(look_at_pair, run_id=run_id, apps=apps, person_id=viewer.person.id)


OwnComparison = Annotated[Comparison, Depends(_own_comparison)]
VotingPart = Annotated[Voting, Depends(_voting)]
LookPart = Annotated[Look, Depends(_look)]


async def outputs_released(
    picking: Picking, connection: AsyncConnection, standing: Mapping[str, Standing]
) -> Mapping[str, bool]:
    """Which pairs of outputs may be voted on. Raises ``NothingToCompare`` where one output was never finished."""
    pairs = [
        await picking.find(connection, run_id, person_id=one.person_id, hold=True)
        for run_id, one in standing.items()
    ]
    if any(pair.run.state.ended and not pair.is_whole for pair in pairs):
        raise NothingToCompare
    return {pair.run.id: pair.run.state.ended for pair in pairs}


@router.get("")
async def show_pair(request: Request, connection: Reading, look: LookPart, pages: PagesPart) -> Response:
    """Both outputs once both may be seen, then the vote; a run that gave none is told on its own page."""
    view = await look(connection)
    if view.run.state.ended and not view.sides:
        return RedirectResponse(f"/runs/{view.run.id}", status_code=303)
    return _render(request, pages, view)


@router.get("/progress")
async def show_progress(
    request: Request, connection: Reading, look: LookPart, pages: PagesPart
) -> HTMLResponse:
    """The part of the page that changes, for the page that asks again while both go on."""
    view = await look(connection)
    return pages.render(request, "trial/_run_pair.html", status=200, view=view, **EMPTY_VOTE)


@router.post("/vote")
async def vote(
    request: Request,
    comparison: OwnComparison,
    connection: Writing,
    form: PostedVote,
    voting: VotingPart,
    apps: AppsPart,
    look: LookPart,
    pages: PagesPart,
) -> Response:
    """Write the vote or its change; the preferred output is used, unless the person has picked one before."""
    try:
        opinion = read_opinion(form.choice, reasons=form.reasons, comment=form.comment)
        await voting.vote(connection, _ballot(comparison, opinion, seen=form.seen))
        await _use(connection, apps, comparison, _SIDES.get(opinion.choice, ""))
    except TrialProblem as problem:
        typed = {"choice": form.choice, "reasons": form.reasons, "comment": form.comment}
        return _render(request, pages, await look(connection), problem=problem, typed=typed)
    return _back(comparison)


@router.post("/pick")
async def pick(
    request: Request,
    run_id: str,
    viewer: UsesWorkspace,
    connection: Writing,
    apps: AppsPart,
    look: LookPart,
    pages: PagesPart,
    side: Annotated[str, Form()] = "",
) -> Response:
    """Use one of both outputs from now on, with a vote or without."""
    try:
        await apps.picking.pick(connection, run_id, side, person_id=viewer.person.id)
    except AppsProblem as problem:
        return _render(request, pages, await look(connection), problem=problem)
    return RedirectResponse(f"/runs/{run_id}", status_code=303)


@router.post("/guess")
async def guess(
    request: Request,
    comparison: OwnComparison,
    connection: Writing,
    guessing: GuessingPart,
    look: LookPart,
    pages: PagesPart,
    a: Annotated[str, Form()] = "",
    b: Annotated[str, Form()] = "",
    skip: Annotated[str, Form()] = "",
) -> Response:
    """Write which models the person thinks to have read, or that the question is passed over; both are final."""
    try:
        if skip:
            await guessing.skip(connection, comparison)
        else:
            await guessing.guess(connection, comparison, a=a, b=b)
    except TrialProblem as problem:
        return _render(request, pages, await look(connection), problem=problem)
    return _back(comparison)


@router.post("/reveal")
async def reveal(comparison: OwnComparison, connection: Writing, voting: VotingPart) -> Response:
    """Write that the person is told which arm was which, then tell."""
    await voting.reveal(connection, comparison)
    return _back(comparison)


async def _use(connection: AsyncConnection, apps: Apps, comparison: Comparison, side: str) -> None:
    """Go on with the preferred output; after a tie, or where one was picked before, the person decides."""
    pair = await apps.picking.find(connection, comparison.id, person_id=comparison.person_id)
    if side and not pair.picked:
        await apps.picking.pick(connection, comparison.id, side, person_id=comparison.person_id)


def _render(
    request: Request,
    pages: Pages,
    view: PairView,
    *,
    problem: Problem | None = None,
    typed: Mapping[str, object] = EMPTY_VOTE,
) -> HTMLResponse:
    """The page; ``typed`` is what a refused vote said."""
    told = pages.explain(request, problem) if problem else None
    status = problem.status if problem else 200
    return pages.render(
        request, "trial/run_pair.html", status=status, **{**typed, "view": view, "error": told}
    )


def _ballot(comparison: Comparison, opinion: Opinion, *, seen: int) -> Ballot:
    return Ballot(comparison_id=comparison.id, person_id=comparison.person_id, opinion=opinion, seen=seen)


def _back(comparison: Comparison) -> Response:
    return RedirectResponse(f"/runs/{comparison.id}/pair#vote", status_code=303)
