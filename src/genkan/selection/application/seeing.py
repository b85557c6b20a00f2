"""Files are fetched through the application, and through what of it was handed in."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.selection.application.application import Application
from genkan.selection.application.record import files_of
from genkan.selection.application.store.applications import submissions_of
from genkan.selection.application.store.documents import documents_of
from genkan.selection.documents.document import Document
from genkan.selection.documents.errors import FileUnknown


async def handed_in_documents(connection: AsyncConnection, application: Application) -> tuple[Document, ...]:
    """The files that any submission of the application names; what is in the draft alone is the vendor's."""
    named = files_of(await submissions_of(connection, application.id))
    held = await documents_of(connection, application.id, removed=True)
    return tuple(each for each in held if each.id in named)


async def see_document(connection: AsyncConnection, application: Application, document_id: str) -> Document:
    """A file that was handed in. Raises ``FileUnknown``."""
    found = await handed_in_documents(connection, application)
    return _chosen(found, document_id)


async def see_own_document(
    connection: AsyncConnection, application: Application, document_id: str
) -> Document:
    """A file that was handed in or is in the draft, for its vendor. Raises ``FileUnknown``."""
    draft = await documents_of(connection, application.id)
    return _chosen((*draft, *await handed_in_documents(connection, application)), document_id)


def _chosen(documents: Sequence[Document], document_id: str) -> Document:
    found = next((each for each in documents if each.id == document_id), None)
    if found is None:
        raise FileUnknown
    return found
