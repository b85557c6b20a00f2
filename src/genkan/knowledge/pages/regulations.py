"""The regulations one may read: the list, a table of contents, an article."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.governance import Reading, UsesWorkspace, Viewer
from genkan.knowledge.library import Library
from genkan.knowledge.pages.outline import outline
from genkan.knowledge.pages.parts import Anchor, DocumentId, LibraryPart, PagesPart, SettingsPart
from genkan.knowledge.pages.shelves import ListedDocument, shelve
from genkan.knowledge.reading import ArticlePage
from genkan.knowledge.results import article_path
from genkan.settings import Settings

router = APIRouter(prefix="/regulations")


@router.get("")
async def list_regulations(
    request: Request, viewer: UsesWorkspace, connection: Reading, library: LibraryPart, pages: PagesPart
) -> HTMLResponse:
    """Every regulation that the person may read, by collection."""
    readable = await library.readable_collections(connection, viewer.organisation.id)
    documents = await library.documents(connection, collections=readable)
    return pages.render(request, "knowledge/regulations.html", shelves=shelve(readable, documents))


@router.get("/{document_id}")
async def show_contents(
    request: Request,
    document_id: DocumentId,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The table of contents of a regulation."""
    readable = await library.readable_collections(connection, viewer.organisation.id)
    contents = await library.contents(connection, document_id=document_id, collections=readable)
    return pages.render(
        request,
        "knowledge/contents.html",
        collection=contents.collection,
        listed=ListedDocument(contents.document),
        sections=outline(contents.entries),
    )


@router.get("/{document_id}/{anchor}")
async def show_article(
    request: Request,
    document_id: DocumentId,
    anchor: Anchor,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    settings: SettingsPart,
    pages: PagesPart,
) -> HTMLResponse:
    """A whole article, with what is around it."""
    article = await _article(connection, library, viewer, document_id=document_id, anchor=anchor)
    path = article_path(document_id, quote(anchor, safe=""))
    permalink = _own_address(request, settings) + path
    return pages.render(request, "knowledge/article.html", page=article, permalink=permalink)


@router.get("/{document_id}/{anchor}/preview")
async def preview_article(
    request: Request,
    document_id: DocumentId,
    anchor: Anchor,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The text of an article alone, for showing it beside a citation."""
    article = await _article(connection, library, viewer, document_id=document_id, anchor=anchor)
    html = pages.fragment(request, "knowledge/_preview.html", page=article)
    return HTMLResponse(html, headers={"cache-control": "no-store"})


async def _article(
    connection: AsyncConnection, library: Library, viewer: Viewer, *, document_id: str, anchor: str
) -> ArticlePage:
    readable = await library.readable_collections(connection, viewer.organisation.id)
    return await library.article(connection, document_id=document_id, anchor=anchor, collections=readable)


def _own_address(request: Request, settings: Settings) -> str:
    """What staff type where it is set, else what this person typed."""
    return (settings.public_address or str(request.base_url)).rstrip("/")
