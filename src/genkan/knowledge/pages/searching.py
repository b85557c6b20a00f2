"""Searching the regulations."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.gateway import Purpose, offered_writers
from genkan.governance import DatabasePart, Reading, UsesWorkspace, Viewer
from genkan.knowledge.collection.collection import Document
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.errors import IndexUnavailable, UnreadableDay
from genkan.knowledge.library import Library
from genkan.knowledge.pages.examples import example_searches, example_titles
from genkan.knowledge.pages.parts import LibraryPart, PagesPart, asked_day
from genkan.knowledge.pages.search_findings import Findings, findings_of
from genkan.knowledge.pages.search_form import (
    LONGEST_QUERY,
    MOST,
    STEP,
    RewritingQuery,
    SearchForm,
    SearchQuery,
)
from genkan.knowledge.rewriting.rewriter import Rewriting, class_of_question
from genkan.knowledge.search.narrowing import LawKind
from genkan.knowledge.search.results import IndexState, SearchResult, StepKind
from genkan.knowledge.vectors.embedding import Asker
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter()
_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is read from the database before the search. ``regulation`` is the title of the one searched in.

    ``rewriters`` are id and title of the models that may put the query in other words. ``unclear`` says why what was
    typed for the day is none.
    """

    form: SearchForm
    examples: tuple[str, ...]
    regulation: str
    is_older: bool
    rewriters: tuple[tuple[str, str], ...]
    unclear: UnreadableDay | None = None

    @property
    def rewriter(self) -> str:
        """The title of the model whose words are searched; empty where there is none that is offered."""
        return dict(self.rewriters).get(self.form.model, "")


@router.get("/search/suggestions")
async def show_suggestions(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    query: Annotated[SearchQuery, Query()],
) -> HTMLResponse:
    """Names of regulations that hold what is being typed, as options of the search field: of the collections to be searched."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    form = query.read(readable, organisation_id=viewer.organisation.id)
    found = await library.suggest(connection, form.query, collections=form.chosen, limit=_SUGGESTIONS)
    html = pages.fragment(request, "knowledge/_suggestions.html", suggestions=found)
    return HTMLResponse(html, headers={"cache-control": "no-store"})


@router.get("/search")
async def show_search(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    library: LibraryPart,
    pages: PagesPart,
    query: Annotated[SearchQuery, Query()],
) -> HTMLResponse:
    """The form, and what was found. No connection is held while the index is searched, and no model writes anything."""
    prepared = await _prepared(database, library, viewer, query)
    if prepared.unclear or not prepared.form.query:
        return _show(request, pages, prepared, problem=prepared.unclear)
    try:
        result = await _search(library, prepared.form, viewer)
    except IndexUnavailable as problem:
        return _show(request, pages, prepared, problem=problem)
    return _show_found(request, pages, library, prepared, result)


@router.post("/search")
async def search_in_other_words(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    library: LibraryPart,
    pages: PagesPart,
    query: Annotated[RewritingQuery, Form()],
) -> Response:
    """Have a model put the query in other words, once: they stand in the address of the search that this leads to.

    Where there are none, what was found without them is shown, with the reason.
    """
    prepared = await _prepared(database, library, viewer, query)
    form = prepared.form
    if prepared.unclear or not form.query:
        return _show(request, pages, prepared, problem=prepared.unclear)
    try:
        result = await _search(library, form, viewer, rewriting=_rewriting(form, viewer, query.rewrite))
    except IndexUnavailable as problem:
        return _show(request, pages, prepared, problem=problem)
    step = result.rewriting
    if step is not None and step.kind is not StepKind.BY_MODEL:
        return _show_found(request, pages, library, prepared, result)
    reworded = form.reworded(step.details["rewrite"].split("　"), by=query.rewrite) if step else form
    return RedirectResponse(reworded.address(), status_code=303)


async def _prepared(database: Database, library: Library, viewer: Viewer, query: SearchQuery) -> Preparation:
    day, unclear = await _asked(query.on)
    async with database.read() as connection:
        prepared = await _prepare(connection, library, viewer, query, day)
    return replace(prepared, unclear=unclear)


async def _asked(on: str) -> tuple[date | None, UnreadableDay | None]:
    """The day of the form, or why it is none."""
    try:
        return await asked_day(on), None
    except UnreadableDay as problem:
        return None, problem


async def _prepare(
    connection: AsyncConnection, library: Library, viewer: Viewer, query: SearchQuery, on: date | None
) -> Preparation:
    """Raises ``RegulationNotFound`` or ``CollectionNotFound`` for what the person may not read."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    form = query.read(readable, organisation_id=viewer.organisation.id, on=on)
    documents: tuple[Document, ...] = ()
    if not form.query:
        documents = await library.first_and_titled(
            connection, titles=example_titles(), collections=form.chosen, on=on
        )
    regulation = ""
    if form.regulation:
        contents = await library.contents(
            connection, document_id=form.regulation, collections=form.chosen, on=on
        )
        regulation = contents.version.title
    is_older = await library.index_state(connection) is IndexState.OLDER
    rewriters = await offered_writers(
        connection,
        viewer.person,
        purpose=Purpose.SEARCH_PLANNING,
        information_class=class_of_question(form.chosen),
    )
    offered = tuple((rewriter.id, rewriter.title) for rewriter in rewriters)
    return Preparation(form, example_searches(documents), regulation, is_older, offered)


async def _search(
    library: Library, form: SearchForm, viewer: Viewer, *, rewriting: Rewriting | None = None
) -> SearchResult:
    return await library.search(
        form.query,
        collections=form.chosen,
        limit=form.shown,
        document_id=form.regulation or None,
        narrowing=form.narrowing,
        on=form.on,
        every_version=form.every_version,
        refinement=form.refinement,
        rewrite="　".join(form.words) or None,
        rewriting=rewriting,
        asker=Asker(organisation_id=viewer.organisation.id, person_id=viewer.person.id),
    )


def _rewriting(form: SearchForm, viewer: Viewer, deployment_id: str) -> Rewriting:
    return Rewriting(
        deployment_id=deployment_id,
        organisation_id=viewer.organisation.id,
        person_id=viewer.person.id,
        information_class=class_of_question(form.chosen),
    )


def _show_found(
    request: Request, pages: Pages, library: Library, prepared: Preparation, result: SearchResult
) -> HTMLResponse:
    findings = findings_of(
        result,
        form=prepared.form,
        rewriter=prepared.rewriter,
        today=library.day(),
        request=request,
        pages=pages,
    )
    return _show(request, pages, prepared, findings=findings)


def _show(
    request: Request,
    pages: Pages,
    prepared: Preparation,
    *,
    findings: Findings | None = None,
    problem: IndexUnavailable | UnreadableDay | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "knowledge/search.html",
        status=problem.status if problem else 200,
        form=prepared.form,
        examples=prepared.examples,
        regulation=prepared.regulation,
        rewriters=prepared.rewriters,
        is_older=prepared.is_older,
        findings=findings,
        problem=pages.explain(request, problem) if problem else None,
        is_day_unclear=isinstance(problem, UnreadableDay),
        more=min(prepared.form.shown + STEP, MOST) if prepared.form.shown < MOST else 0,
        longest=LONGEST_QUERY,
        law_kinds=[(kind.value, kind.label) for kind in LawKind],
    )
