"""Trials: the list, a new draft, and the first deeds on one: two signatures, and opening."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.governance import (
    DatabasePart,
    Now,
    Permission,
    Reading,
    ReadsReport,
    RunsTrial,
    SignsTrial,
    Writing,
)
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.trial_doing import DoingPart, Typed
from genkan.trial.pages.trial_parts import (
    STATE_KINDS,
    AppsPart,
    OfficePart,
    seen_version,
    surroundings_of,
)
from genkan.trial.pages.trial_power import read_planned
from genkan.trial.pages.trial_showing import render_trial
from genkan.trial.protocol import (
    ProtocolDraft,
    Signer,
    Surroundings,
    TrialUnknown,
    day_of,
    protocols_of,
    read_draft,
    sample_draft,
    see_trial,
    see_trials,
)

router = APIRouter(prefix="/trials")


@router.get("")
async def show_trials(
    request: Request, viewer: ReadsReport, connection: Reading, pages: PagesPart
) -> Response:
    """The trials that the viewer may see, the newest first."""
    trials = await see_trials(connection, viewer)
    return pages.render(
        request,
        "trial/trials.html",
        trials=[(trial, read_draft(trial.draft)) for trial in trials],
        state_kinds=STATE_KINDS,
        day_of=day_of,
        may_run=viewer.may(Permission.RUN_TRIAL),
    )


@router.post("")
async def begin_trial(
    viewer: RunsTrial,
    connection: Writing,
    office: OfficePart,
    apps: AppsPart,
    clock: Now,
    sample: Typed = "",
) -> Response:
    """A new draft: empty, or the sample, which is ready to be signed."""
    own, draft = viewer.organisation.id, ProtocolDraft()
    if sample == "yes":
        known = await surroundings_of(connection, apps, viewer, draft, clock=clock)
        draft = sample_draft(known, organisation_id=own)
    trial = await office.drafting.begin(connection, draft, organisation_id=own, actor=viewer.person.id)
    where = f"/trials/{trial.id}" if sample == "yes" else f"/trials/{trial.id}/edit"
    return RedirectResponse(where, status_code=303)


@router.get("/{trial_id}")
async def show_trial(
    request: Request,
    trial_id: str,
    viewer: ReadsReport,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    clock: Now,
    persons: Annotated[str, Query()] = "",
    votes: Annotated[str, Query()] = "",
    done: str = "",
) -> Response:
    """The trial with everything that belongs to its protocol."""
    planned = read_planned(persons, votes)
    return await render_trial(
        request, database, pages, apps, viewer, trial_id, clock=clock, planned=planned, done=done
    )


@router.get("/{trial_id}/protocol/{number}.json")
async def save_protocol(trial_id: str, number: int, viewer: ReadsReport, connection: Reading) -> Response:
    """A signed protocol, byte for byte as its digest was taken; it holds a commitment in the place of the seed."""
    trial = await see_trial(connection, viewer, trial_id)
    for each in await protocols_of(connection, trial.id):
        if each.number == number:
            headers = download_headers(f"protocol-{number}.json", "application/json")
            return Response(each.checked(trial.state), headers=headers)
    raise TrialUnknown


@router.post("/{trial_id}/propose")
async def propose(viewer: RunsTrial, doing: DoingPart, version: Typed = "", reason: Typed = "") -> Response:
    """The first signature."""

    async def deed(connection: AsyncConnection, known: Surroundings) -> object:
        by, seen = Signer(viewer.person), seen_version(version)
        return await doing.office.signing.propose(
            connection, doing.trial_id, known, by=by, seen=seen, reason=reason
        )

    return await doing.do(viewer, deed, done="proposed", reason=reason)


@router.post("/{trial_id}/sign")
async def sign(viewer: SignsTrial, doing: DoingPart, digest: Typed = "") -> Response:
    """The second signature, under the hash that the page showed."""

    async def deed(connection: AsyncConnection, known: Surroundings) -> object:
        by = Signer(viewer.person)
        return await doing.office.signing.sign(connection, doing.trial_id, known, by=by, seen=digest)

    return await doing.do(viewer, deed, done="signed")


@router.post("/{trial_id}/open")
async def open_trial(viewer: RunsTrial, doing: DoingPart) -> Response:
    """Let the trial run."""

    async def deed(connection: AsyncConnection, known: Surroundings) -> object:
        return await doing.office.conduct.open(connection, doing.trial_id, known, actor=viewer.person.id)

    return await doing.do(viewer, deed, done="opened")
