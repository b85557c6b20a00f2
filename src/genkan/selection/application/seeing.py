"""Staff fetch applications through the call, and files through the application."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.selection.application.application import Application
from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.application.store.applications import find_application
from genkan.selection.application.store.documents import documents_of
from genkan.selection.call.call import Call
from genkan.selection.call.store.calls import find_call
from genkan.selection.documents.document import Document
from genkan.selection.documents.errors import FileUnknown


async def see_application(
    connection: AsyncConnection, viewer: Viewer, application_id: str
) -> tuple[Application, Call]:
    """The application with its call, if the call is of the viewer's organisation. Raises ``ApplicationUnknown``."""
    own = viewer.organisation.id
    found = await find_application(connection, application_id)
    call = await find_call(connection, found.call_id, organisation_id=own) if found else None
    if found is None or call is None:
        raise ApplicationUnknown
    return found, call


async def see_document(
    connection: AsyncConnection, application: Application, document_id: str, *, removed: bool = True
) -> Document:
    """A file of the application. Raises ``FileUnknown``."""
    held = await documents_of(connection, application.id, removed=removed)
    found = next((each for each in held if each.id == document_id), None)
    if found is None:
        raise FileUnknown
    return found
