"""What is done in a review stands in the ledger, with the number of the application."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.selection.application.application import Application
from genkan.selection.call.call import Call
from genkan.selection.events import ReviewEvent


async def record_review(
    ledger: Ledger,
    connection: AsyncConnection,
    kind: ReviewEvent,
    viewer: Viewer,
    call: Call,
    application: Application,
    **details: object,
) -> None:
    """Write an event of a review, done by the viewer."""
    await ledger.record(
        connection,
        kind,
        actor=viewer.person.id,
        organisation_id=call.organisation_id,
        object_id=application.id,
        details={"number": application.number, **details},
    )
