"""The ledger for those who answer for it: the list with its filter, and one event."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from genkan.governance.access import Reading, ReadsLedger
from genkan.governance.errors import NotFound
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.store.listing import (
    EventFilter,
    EventPage,
    find_event,
    find_link,
    list_events,
)
from genkan.governance.ledger.store.runs import newest_run
from genkan.governance.ledger.wording import subjects_in_japanese
from genkan.governance.pages import ledger_export, ledger_verification
from genkan.governance.pages.ledger_blindfold import KEPT_DAYS, WITHHELD, BlindfoldPart
from genkan.governance.pages.ledger_criteria import Criteria, CriteriaPart, reach_of, understand
from genkan.governance.pages.ledger_rows import RowMakerPart
from genkan.governance.pages.parts import PagesPart
from genkan.governance.store.people import find_organisation, list_organisations

router = APIRouter(prefix="/administration/ledger")
router.include_router(ledger_export.router)
router.include_router(ledger_verification.router)

PAGE_SIZE = 50
ADDRESS = "/administration/ledger"


@router.get("")
async def show_events(
    request: Request,
    viewer: ReadsLedger,
    connection: Reading,
    pages: PagesPart,
    criteria: CriteriaPart,
    blindfold: BlindfoldPart,
    row_maker: RowMakerPart,
    before: Annotated[str, Query(max_length=36)] = "",
    after: Annotated[str, Query(max_length=36)] = "",
) -> Response:
    """The events within the viewer's reach, newest first."""
    found = EventPage((), newer=False, older=False)
    if not criteria.errors:
        chosen: EventFilter = await understand(connection, criteria, viewer=viewer)
        found = await list_events(connection, chosen, before=before, after=after, limit=PAGE_SIZE)
    return pages.render(
        request,
        "governance/ledger.html",
        status=422 if criteria.errors else 200,
        criteria=criteria,
        subjects=subjects_in_japanese(),
        rows=await row_maker.rows(connection, found.events),
        newer=_step(criteria, "after", found.events[:1] if found.newer else ()),
        older=_step(criteria, "before", found.events[-1:] if found.older else ()),
        whole=reach_of(viewer) is None,
        withheld_days=KEPT_DAYS if blindfold.actors else 0,
        organisations={found.id: found.name for found in await list_organisations(connection)},
        run=await newest_run(connection),
    )


@router.get("/events/{event_id}")
async def show_event(
    event_id: str,
    request: Request,
    viewer: ReadsLedger,
    connection: Reading,
    pages: PagesPart,
    blindfold: BlindfoldPart,
    row_maker: RowMakerPart,
) -> Response:
    """Everything that is recorded of one event, and its place in the chain."""
    event = await find_event(connection, event_id, organisation_id=reach_of(viewer))
    if event is None:
        raise NotFound
    organisation_id = event.organisation_id
    organisation = (
        await find_organisation(connection, organisation_id=organisation_id) if organisation_id else None
    )
    return pages.render(
        request,
        "governance/ledger_event.html",
        row=(await row_maker.rows(connection, [event]))[0],
        link=await find_link(connection, event.id),
        organisation=organisation,
        withheld=WITHHELD if await blindfold.hidden(connection, [event]) else "",
        withheld_days=KEPT_DAYS,
    )


def _step(criteria: Criteria, name: str, edge: Sequence[Event]) -> str:
    if not edge:
        return ""
    query = "&".join(part for part in (criteria.query, f"{name}={edge[0].id}") if part)
    return f"{ADDRESS}?{query}"
