"""The end of a trial: by its rule, or early by two signatures; and vendors' staff who are found out."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance import FormRoute, RunsTrial, SignsTrial
from genkan.trial.pages.trial_doing import DoingPart, Typed
from genkan.trial.protocol import Signer, Surroundings

router = APIRouter(prefix="/trials/{trial_id}", route_class=FormRoute)


@router.post("/close")
async def close_trial(viewer: RunsTrial, doing: DoingPart) -> Response:
    """End the trial because a declared look found its rule met."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await doing.office.conduct.end_by_rule(connection, doing.trial_id, actor=viewer.person.id)

    return await doing.do(viewer, deed, done="closed")


@router.post("/close/propose")
async def propose_end(viewer: RunsTrial, doing: DoingPart, reason: Typed = "") -> Response:
    """The first signature under an early end, with its reason."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        by = Signer(viewer.person)
        return await doing.office.conduct.propose_end(connection, doing.trial_id, by=by, reason=reason)

    return await doing.do(viewer, deed, done="closing", reason=reason)


@router.post("/close/sign")
async def sign_end(viewer: SignsTrial, doing: DoingPart, digest: Typed = "") -> Response:
    """The second signature under an early end, as the page showed it."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        by = Signer(viewer.person)
        return await doing.office.conduct.sign_end(connection, doing.trial_id, by=by, seen=digest)

    return await doing.do(viewer, deed, done="closed")


@router.post("/vendors-staff")
async def declare_vendors_staff(
    viewer: RunsTrial, doing: DoingPart, people: Typed = "", reason: Typed = ""
) -> Response:
    """Add to the list of vendors' staff: what they were shown does not count any more."""

    async def deed(connection: AsyncConnection, _known: Surroundings) -> object:
        return await doing.office.declaring.declare(
            connection, doing.trial_id, people, reason=reason, actor=viewer.person.id
        )

    return await doing.do(viewer, deed, done="declared", reason=reason, people=people)
