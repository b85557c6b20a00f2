"""The end of a trial: by its rule, or early by two signatures; and vendors' staff who are found out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance import DatabasePart, FormRoute, Now, RunsTrial, SignsTrial
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.trial_doing import do_deed
from genkan.trial.pages.trial_parts import AppsPart, OfficePart
from genkan.trial.protocol import Signer, Surroundings

router = APIRouter(prefix="/trials/{trial_id}", route_class=FormRoute)
Typed = Annotated[str, Form()]


@router.post("/close")
async def close_trial(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    office: OfficePart,
    clock: Now,
) -> Response:
    """End the trial because a declared look found its rule met."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await office.conduct.end_by_rule(connection, trial_id, actor=viewer.person.id)

    return await do_deed(request, trial_id, viewer, database, pages, apps, clock, deed, done="closed")


@router.post("/close/propose")
async def propose_end(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    office: OfficePart,
    clock: Now,
    reason: Typed = "",
) -> Response:
    """The first signature under an early end, with its reason."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await office.conduct.propose_end(connection, trial_id, by=Signer(viewer.person), reason=reason)

    return await do_deed(
        request, trial_id, viewer, database, pages, apps, clock, deed, done="closing", reason=reason
    )


@router.post("/close/sign")
async def sign_end(
    request: Request,
    trial_id: str,
    viewer: SignsTrial,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    office: OfficePart,
    clock: Now,
    digest: Typed = "",
) -> Response:
    """The second signature under an early end, as the page showed it."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await office.conduct.sign_end(connection, trial_id, by=Signer(viewer.person), seen=digest)

    return await do_deed(request, trial_id, viewer, database, pages, apps, clock, deed, done="closed")


@router.post("/vendors-staff")
async def declare_vendors_staff(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    office: OfficePart,
    clock: Now,
    people: Typed = "",
    reason: Typed = "",
) -> Response:
    """Add to the list of vendors' staff: what they were shown does not count any more."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await office.declaring.declare(
            connection, trial_id, people, reason=reason, actor=viewer.person.id
        )

    return await do_deed(
        request,
        trial_id,
        viewer,
        database,
        pages,
        apps,
        clock,
        deed,
        done="declared",
        reason=reason,
        people=people,
    )
