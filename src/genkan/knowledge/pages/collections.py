"""An organisation's collections: the overview, making one, taking a document off the shelf."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.governance import AdministersKnowledge, Reading, Viewer, Writing
from genkan.knowledge.collection.collection import clean_title
from genkan.knowledge.collection.readers import Readers
from genkan.knowledge.curation.errors import ClassNotOffered
from genkan.knowledge.errors import BlankTitle, CollectionExists, KnowledgeProblem
from genkan.knowledge.library import Library
from genkan.knowledge.pages.overview import CollectionForm, Overview, Trouble, offered_class
from genkan.knowledge.pages.parts import DocumentId, LibraryPart, LoaderPart, PagesPart

router = APIRouter(prefix="/administration/knowledge")
_DEEDS = frozenset({"opened", "withdrawn"})
_PLACES: dict[type[KnowledgeProblem], str] = {
    BlankTitle: "title",
    CollectionExists: "title",
    ClassNotOffered: "information_class",
}


@router.get("")
async def show_overview(
    request: Request,
    viewer: AdministersKnowledge,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    done: str = "",
) -> HTMLResponse:
    """The organisation's collections with their documents."""
    overview = Overview(request, connection, library, pages, viewer)
    return await overview.page(done=done if done in _DEEDS else "")


@router.post("")
async def open_collection(
    request: Request,
    viewer: AdministersKnowledge,
    connection: Writing,
    library: LibraryPart,
    loader: LoaderPart,
    pages: PagesPart,
    title: Annotated[str, Form()] = "",
    readers: Annotated[Readers, Form()] = Readers.ORGANISATION,
    information_class: Annotated[str, Form()] = "1",
) -> Response:
    """Make a collection; what was typed comes back with a refusal."""
    try:
        await loader.open_collection(
            connection,
            organisation_id=viewer.organisation.id,
            title=await _new_title(connection, library, viewer, title),
            actor=viewer.person.id,
            information_class=offered_class(information_class),
            readers=readers,
        )
    except KnowledgeProblem as problem:
        overview = Overview(request, connection, library, pages, viewer)
        form = CollectionForm(title, readers.value, information_class)
        return await overview.page(form=form, trouble=Trouble(problem, _PLACES.get(type(problem), "")))
    return RedirectResponse("/administration/knowledge?done=opened", status_code=303)


@router.post("/documents/{document_id}/withdraw")
async def withdraw(
    document_id: DocumentId,
    viewer: AdministersKnowledge,
    connection: Writing,
    library: LibraryPart,
    loader: LoaderPart,
) -> Response:
    """Take a document of the own organisation off the shelf."""
    own = await library.own_collections(connection, viewer.organisation.id)
    contents = await library.contents(
        connection, document_id=document_id, collections=own, every_version=True
    )
    await loader.withdraw(connection, contents.document, actor=viewer.person.id)
    return RedirectResponse("/administration/knowledge?done=withdrawn", status_code=303)


async def _new_title(connection: AsyncConnection, library: Library, viewer: Viewer, title: str) -> str:
    """The title, cleaned. Raises ``BlankTitle`` or ``CollectionExists``."""
    cleaned = clean_title(title)
    if await library.collection_by_title(connection, organisation_id=viewer.organisation.id, title=cleaned):
        raise CollectionExists(title=cleaned)
    return cleaned
