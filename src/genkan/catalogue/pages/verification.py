"""Asking for a verification of a deployment and following it."""

import asyncio
from collections.abc import AsyncGenerator

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from genkan.catalogue.pages.parts import PagesPart, QueuePart
from genkan.catalogue.pages.verification_view import DEPLOYMENT_FRAGMENT, verification_context
from genkan.catalogue.store.deployments import find_deployment
from genkan.catalogue.verifying import ask_for_verification
from genkan.governance import AdministersModels, DatabasePart, Now, SignedIn, Writing
from genkan.storage import Database
from genkan.ui import Pages, StreamEvent, announcement, event_stream, partial
from genkan.ui import mark as _

router = APIRouter(prefix="/models/deployments/{deployment_id}/verification")
LOOK_SECONDS = 1.0
DONE = _("検証が終わりました。")


@router.post("")
async def begin(
    deployment_id: str, viewer: AdministersModels, connection: Writing, queue: QueuePart, clock: Now
) -> Response:
    """Leave the work to a worker; while one verification is going on, show that one."""
    await ask_for_verification(connection, queue, deployment_id, actor=viewer.person.id, clock=clock)
    return RedirectResponse(f"/models/deployments/{deployment_id}#verification-title", status_code=303)


@router.get("/events")
async def follow(
    deployment_id: str, request: Request, _viewer: SignedIn, database: DatabasePart, pages: PagesPart
) -> Response:
    """The verification as it goes on."""
    async with database.read() as connection:
        await find_deployment(connection, deployment_id)
    events = _events(request, deployment_id, database=database, pages=pages)
    return event_stream(events, closing=request.app.state.closing)


async def _events(
    request: Request, deployment_id: str, *, database: Database, pages: Pages
) -> AsyncGenerator[StreamEvent, None]:
    going_on = True
    while going_on:
        async with database.read() as connection:
            context = await verification_context(connection, deployment_id)
        verification = context["verification"]
        going_on = verification is not None and verification.is_open
        shown = Markup(pages.fragment(request, DEPLOYMENT_FRAGMENT, **context))  # noqa: S704 - our own template
        spoken = Markup() if going_on else announcement(pages.translate(pages.language(request), DONE))
        yield StreamEvent(partial("verification", shown) + spoken)
        await asyncio.sleep(LOOK_SECONDS if going_on else 0)
