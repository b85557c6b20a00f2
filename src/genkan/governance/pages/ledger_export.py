"""The ledger as a CSV file."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from genkan.governance.access import DatabasePart, ReadsLedger, Writing
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.export import csv_head, csv_lines
from genkan.governance.ledger.store.listing import EventFilter, stream_events
from genkan.governance.pages.ledger_blindfold import WITHHELD, Blindfold, BlindfoldPart
from genkan.governance.pages.ledger_criteria import CriteriaPart, understand
from genkan.governance.pages.parts import LedgerPart, PagesPart
from genkan.storage import Database

router = APIRouter()


@router.get("/events.csv")
async def export_events(
    request: Request,
    viewer: ReadsLedger,
    connection: Writing,
    database: DatabasePart,
    ledger: LedgerPart,
    criteria: CriteriaPart,
    blindfold: BlindfoldPart,
    pages: PagesPart,
) -> Response:
    """All events that the filter means, oldest first; that they were taken out is itself recorded."""
    chosen = await understand(connection, criteria, viewer=viewer)
    await ledger.record(
        connection,
        GovernanceEvent.LEDGER_EXPORTED,
        actor=viewer.person.id,
        organisation_id=viewer.organisation.id,
        object_id=viewer.organisation.id,
        details={"filtered": bool(criteria.query)},
    )
    headers = {"content-disposition": 'attachment; filename="ledger.csv"', "cache-control": "no-store"}
    lines = _csv(
        database, chosen, blindfold=blindfold, notice=pages.translate(pages.language(request), WITHHELD)
    )
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


async def _csv(
    database: Database, chosen: EventFilter, *, blindfold: Blindfold, notice: str
) -> AsyncGenerator[str, None]:
    yield csv_head()
    async with database.read() as connection, aclosing(stream_events(connection, chosen)) as chunks:
        async for events in chunks:
            yield csv_lines(await blindfold.cover(connection, events, notice=notice))
