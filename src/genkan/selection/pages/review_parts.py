"""A reviewer at an application: what was declared decides what there is to see."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from genkan.governance import DatabasePart, ReviewsApplications, Viewer
from genkan.selection.application.application import Application, that_counts
from genkan.selection.application.record import HandedIn, read_record
from genkan.selection.application.store.applications import submissions_of
from genkan.selection.call.call import Call
from genkan.selection.pages.parts import PagesPart, SelectionPart
from genkan.selection.review.assignment import Assignment, Conflict
from genkan.selection.review.errors import ReviewUnknown
from genkan.selection.review.reviewing import see_part
from genkan.storage import Database
from genkan.ui import Pages


@dataclass(frozen=True)
class ReviewDesk:
    """The viewer's own part, the application and what of it was handed in."""

    request: Request
    viewer: Viewer
    database: Database
    pages: Pages
    part: Assignment
    application: Application
    call: Call
    record: HandedIn

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"/reviews/{self.application.id}"


async def _desk(
    request: Request,
    application_id: str,
    viewer: ReviewsApplications,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
) -> ReviewDesk:
    """Raises ``ReviewUnknown`` for who has no part, or lost it by a conflict; the latter is recorded."""
    async with database.read() as connection:
        part, application, call = await see_part(connection, viewer, application_id)
        counted = that_counts(await submissions_of(connection, application.id))
    if not part.counts:
        async with database.write() as connection:
            await selection.reviewing.note_refusal(connection, viewer, application_id)
        raise ReviewUnknown
    if counted is None:
        raise ReviewUnknown
    record = read_record(counted.record)
    return ReviewDesk(request, viewer, database, pages, part, application, call, record)


ReviewDeskPart = Annotated[ReviewDesk, Depends(_desk)]


async def _clear_desk(desk: ReviewDeskPart) -> ReviewDesk:
    """Raises ``ReviewUnknown`` until it was declared that nothing stands against it."""
    if desk.part.conflict is not Conflict.NONE:
        raise ReviewUnknown
    return desk


ClearDeskPart = Annotated[ReviewDesk, Depends(_clear_desk)]
