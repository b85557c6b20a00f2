"""Asking for a verification of the ledger and following it."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import DatabasePart, Now, Reading, ReadsLedger, Writing, part
from genkan.governance.ledger.examination import ask_for_examination
from genkan.governance.ledger.store.listing import list_adopted
from genkan.governance.ledger.store.runs import newest_run
from genkan.governance.pages.ledger_criteria import reach_of
from genkan.governance.pages.parts import PagesPart
from genkan.jobs import Queue
from genkan.storage import Database
from genkan.ui import Pages, StreamEvent, announcement, event_stream, partial
from genkan.ui import mark as _

router = APIRouter(prefix="/verification")

ADDRESS = "/administration/ledger/verification"
LOOK_SECONDS = 1.0
ADOPTED_SHOWN = 20
DONE = _("検証が終わりました。")

QueuePart = Annotated[Queue, part(Queue)]


@router.post("")
async def begin_verification(
    viewer: ReadsLedger, connection: Writing, queue: QueuePart, clock: Now
) -> Response:
    """Leave the work to a worker; while one verification is going on, show that one."""
    await ask_for_examination(connection, queue, actor=viewer.person.id, clock=clock)
    return RedirectResponse(ADDRESS, status_code=303)


@router.get("")
async def show_verification(
    request: Request, viewer: ReadsLedger, connection: Reading, pages: PagesPart
) -> Response:
    """The newest verification: how far it is, or what it found."""
    return pages.render(
        request,
        "governance/ledger_verification.html",
        run=await newest_run(connection),
        adopted=await list_adopted(connection, organisation_id=reach_of(viewer), limit=ADOPTED_SHOWN),
        address=ADDRESS,
    )


@router.get("/events")
async def follow_verification(
    request: Request, viewer: ReadsLedger, database: DatabasePart, pages: PagesPart
) -> Response:
    """The same as it goes on."""
    events = _events(request, database=database, pages=pages, reach=reach_of(viewer))
    return event_stream(events, closing=request.app.state.closing)


async def _events(
    request: Request, *, database: Database, pages: Pages, reach: str | None
) -> AsyncGenerator[StreamEvent, None]:
    going_on = True
    while going_on:
        async with database.read() as connection:
            run = await newest_run(connection)
            adopted = await list_adopted(connection, organisation_id=reach, limit=ADOPTED_SHOWN)
        going_on = run is not None and run.is_open
        fragment = pages.fragment(request, "governance/_ledger_verification.html", run=run, adopted=adopted)
        shown = Markup(fragment)  # noqa: S704 - our own template
        spoken = Markup() if going_on else announcement(pages.translate(pages.language(request), DONE))
        yield StreamEvent(partial("verification", shown) + spoken)
        await asyncio.sleep(LOOK_SECONDS if going_on else 0)
