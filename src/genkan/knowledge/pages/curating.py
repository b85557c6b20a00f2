"""The settings of a collection: who reads it, of which class it is, and how long what is withdrawn is kept."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.governance import AdministersKnowledge, Reading, Viewer, Writing
from genkan.knowledge.collection.collection import LONGEST_TITLE, Collection
from genkan.knowledge.collection.readers import Readers
from genkan.knowledge.collection.titles import title_changes
from genkan.knowledge.curation.errors import (
    ClassChangeUnconfirmed,
    CollectionRenamed,
    NoReadersListed,
    RetentionUnclear,
)
from genkan.knowledge.errors import BlankTitle, CollectionExists, KnowledgeProblem
from genkan.knowledge.library import Library
from genkan.knowledge.pages.overview import OFFERED_CLASSES, Overview, offered_class
from genkan.knowledge.pages.parts import CollectionId, LibraryPart, LoaderPart, PagesPart
from genkan.knowledge.pages.reader_choice import ReaderForm, form_of, offered_to
from genkan.ui import Pages

router = APIRouter(prefix="/administration/knowledge")
CONFIRMED = "yes"
_PLACES: dict[type[KnowledgeProblem], str] = {
    NoReadersListed: "readers",
    RetentionUnclear: "retention",
    BlankTitle: "title",
    CollectionExists: "title",
    CollectionRenamed: "title",
}


@router.get("/{collection_id}")
async def show_settings(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    done: str = "",
) -> HTMLResponse:
    """The settings as they are."""
    collection = await _own(request, connection, library, pages, viewer, collection_id)
    form = await form_of(connection, collection)
    return await _show(request, connection, pages, viewer, collection, form, done=done == "changed")


@router.post("/{collection_id}")
async def change_settings(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    connection: Writing,
    library: LibraryPart,
    loader: LoaderPart,
    pages: PagesPart,
    form: Annotated[ReaderForm, Depends()],
) -> Response:
    """Change readers and retention; what was typed comes back with a refusal."""
    collection = await _own(request, connection, library, pages, viewer, collection_id)
    try:
        days, listed = form.days, form.listed(await offered_to(connection, viewer))
    except KnowledgeProblem as problem:
        return await _show(request, connection, pages, viewer, collection, form, problem=problem)
    actor = viewer.person.id
    await loader.set_readers(connection, collection, readers=form.readers, listed=listed, actor=actor)
    if days != collection.retention_days:
        await loader.set_retention(connection, collection, days=days, actor=actor)
    return RedirectResponse(f"/administration/knowledge/{collection.id}?done=changed", status_code=303)


@router.post("/{collection_id}/title")
async def rename(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    connection: Writing,
    library: LibraryPart,
    loader: LoaderPart,
    pages: PagesPart,
    title: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Give the collection another title; what was typed comes back with a refusal."""
    collection = await _own(request, connection, library, pages, viewer, collection_id)
    try:
        await loader.rename(connection, collection, title=title, seen=seen, actor=viewer.person.id)
    except KnowledgeProblem as problem:
        form = await form_of(connection, collection)
        return await _show(request, connection, pages, viewer, collection, form, problem=problem, title=title)
    return RedirectResponse(f"/administration/knowledge/{collection.id}?done=changed", status_code=303)


@router.post("/{collection_id}/information-class")
async def change_class(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    connection: Writing,
    library: LibraryPart,
    loader: LoaderPart,
    pages: PagesPart,
    information_class: Annotated[str, Form()] = "",
    confirmed: Annotated[str, Form()] = "",
) -> Response:
    """Raise or lower the class, where it was said that the consequence is wished."""
    collection = await _own(request, connection, library, pages, viewer, collection_id)
    try:
        chosen = offered_class(information_class)
        if confirmed != CONFIRMED:
            raise ClassChangeUnconfirmed
    except KnowledgeProblem as problem:
        form = await form_of(connection, collection)
        return await _show(request, connection, pages, viewer, collection, form, problem=problem)
    if chosen != collection.information_class:
        await loader.set_information_class(
            connection, collection, information_class=chosen, actor=viewer.person.id
        )
    return RedirectResponse(f"/administration/knowledge/{collection.id}?done=changed", status_code=303)


async def _own(
    request: Request,
    connection: AsyncConnection,
    library: Library,
    pages: Pages,
    viewer: Viewer,
    collection_id: str,
) -> Collection:
    return await Overview(request, connection, library, pages, viewer).own(collection_id)


async def _show(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    viewer: Viewer,
    collection: Collection,
    form: ReaderForm,
    *,
    problem: KnowledgeProblem | None = None,
    title: str | None = None,
    done: bool = False,
) -> HTMLResponse:
    return pages.render(
        request,
        "knowledge/collection.html",
        status=problem.status if problem else 200,
        collection=collection,
        others=[
            (int(each), each.label, each > collection.information_class)
            for each in OFFERED_CLASSES
            if each != collection.information_class
        ],
        confirmed=CONFIRMED,
        title=collection.title if title is None else title,
        longest_title=LONGEST_TITLE,
        title_changes=await title_changes(connection, collection.id),
        form=form,
        offered=await offered_to(connection, viewer),
        readers=[(each.value, each.label) for each in Readers],
        problem=pages.explain(request, problem) if problem else None,
        place=_PLACES.get(type(problem), "") if problem else "",
        done=done,
    )
