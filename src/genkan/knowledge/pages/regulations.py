"""The regulations one may read: the list, a table of contents, an article."""

import asyncio
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.governance import Reading, UsesWorkspace, Viewer
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.errors import IndexUnavailable, RegulationNotFound
from genkan.knowledge.library import Library
from genkan.knowledge.pages.dated import Dated
from genkan.knowledge.pages.listing import AskedList, read_list
from genkan.knowledge.pages.outline import outline
from genkan.knowledge.pages.parts import Anchor, AskedDay, DocumentId, LibraryPart, PagesPart, SettingsPart
from genkan.knowledge.pages.shelves import ListedDocument
from genkan.knowledge.reading.history import read_absent, read_history
from genkan.knowledge.reading.reading import ArticlePage
from genkan.knowledge.reading.referring import Referring, referring_to
from genkan.knowledge.search.narrowing import LawKind
from genkan.knowledge.search.results import article_path
from genkan.settings import Settings
from genkan.ui import Pages

router = APIRouter(prefix="/regulations")


@router.get("")
async def list_regulations(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    asked: AskedList,
    on: AskedDay,
) -> HTMLResponse:
    """The regulations that the person may read and that are in force on the day, a page at a time."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    found = await read_list(connection, asked, readable=readable, on=library.day(on))
    kinds = [(kind.value, kind.label) for kind in LawKind]
    return pages.render(request, "knowledge/regulations.html", found=found, asked=asked, kinds=kinds)


@router.get("/{document_id}")
async def show_contents(
    request: Request,
    document_id: DocumentId,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    on: AskedDay,
) -> HTMLResponse:
    """The table of contents of a regulation as it is in force on the day, or why there is none."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    try:
        contents = await library.contents(connection, document_id=document_id, collections=readable, on=on)
    except RegulationNotFound:
        return await _absent(request, connection, library, pages, readable, document_id=document_id, on=on)
    return pages.render(
        request,
        "knowledge/contents.html",
        contents=contents,
        collection=contents.collection,
        listed=ListedDocument(contents.document, contents.version),
        sections=outline(contents.entries),
        dated=Dated(contents.version, contents.standing, library.day(on), library.day()),
        stages=await read_history(connection, contents.document, today=library.day()),
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
    on: AskedDay,
) -> HTMLResponse:
    """A whole article as it is in force on the day, with what is around it, or why there is none."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    try:
        article = await library.article(
            connection, document_id=document_id, anchor=anchor, collections=readable, on=on
        )
    except RegulationNotFound:
        return await _absent(
            request, connection, library, pages, readable, document_id=document_id, anchor=anchor, on=on
        )
    address, day = _own_address(request, settings), library.day(on)
    return pages.render(
        request,
        "knowledge/article.html",
        page=article,
        permalink=address + article_path(document_id, quote(anchor, safe="")),
        dated_link=address + article_path(document_id, quote(anchor, safe=""), on=day),
        dated=Dated(article.version, article.standing, day, library.day()),
        stages=await read_history(connection, article.document, anchor=anchor, today=library.day()),
        referring=await _referring(library, article, readable, on=on),
    )


@router.get("/{document_id}/{anchor}/preview")
async def preview_article(
    request: Request,
    document_id: DocumentId,
    anchor: Anchor,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    on: AskedDay,
) -> HTMLResponse:
    """The text of an article alone, for showing it beside a citation."""
    article = await _article(connection, library, viewer, document_id=document_id, anchor=anchor, on=on)
    html = pages.fragment(request, "knowledge/_preview.html", page=article)
    return HTMLResponse(html, headers={"cache-control": "no-store"})


async def _article(
    connection: AsyncConnection,
    library: Library,
    viewer: Viewer,
    *,
    document_id: str,
    anchor: str,
    on: date | None,
) -> ArticlePage:
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    return await library.article(
        connection, document_id=document_id, anchor=anchor, collections=readable, on=on
    )


async def _referring(
    library: Library, page: ArticlePage, readable: Sequence[Collection], *, on: date | None
) -> Referring | None:
    """Who refers to the article; ``None`` while there is no index to ask."""
    try:
        shelves = await library.shelves(readable, on=on)
    except IndexUnavailable:
        return None
    return await asyncio.to_thread(
        referring_to,
        shelves,
        document_id=page.document.id,
        anchor=page.article.anchor,
        beside=(
            page.previous.anchor if page.previous else "",
            page.following.anchor if page.following else "",
        ),
        link_day=page.link_day,
    )


async def _absent(
    request: Request,
    connection: AsyncConnection,
    library: Library,
    pages: Pages,
    readable: Sequence[Collection],
    *,
    document_id: str,
    anchor: str = "",
    on: date | None,
) -> HTMLResponse:
    """Says why there is nothing to read on the day. Raises ``RegulationNotFound`` where there never was."""
    absent = await read_absent(
        connection,
        document_id=document_id,
        anchor=anchor,
        collections=readable,
        day=library.day(on),
        today=library.day(),
    )
    return pages.render(
        request,
        "knowledge/absent.html",
        status=RegulationNotFound.status,
        absent=absent,
        dated=Dated(absent.nearest, absent.nearest.standing(absent.day), absent.day, library.day()),
        stages=absent.stages,
    )


def _own_address(request: Request, settings: Settings) -> str:
    """What staff type where it is set, else what this person typed."""
    return (settings.public_address or str(request.base_url)).rstrip("/")
