"""Staff fetch applications through the call, and only while no conflict of interest stands against it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.selection.application.application import Application
from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.application.store.applications import find_application
from genkan.selection.call.call import Call
from genkan.selection.call.store.calls import find_call
from genkan.selection.review.conflicts import conflicted_among


async def see_application(
    connection: AsyncConnection, viewer: Viewer, application_id: str
) -> tuple[Application, Call]:
    """The application with its call, if the call is of the viewer's organisation.

    Raises ``ApplicationUnknown``, also for who declared a conflict of interest over an applicant.
    """
    own = viewer.organisation.id
    found = await find_application(connection, application_id)
    call = await find_call(connection, found.call_id, organisation_id=own) if found else None
    if found is None or call is None or await conflicted_among(connection, viewer.person.id, [found]):
        raise ApplicationUnknown
    return found, call
