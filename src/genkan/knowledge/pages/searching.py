"""Searching the regulations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.governance import DatabasePart, Reading, UsesWorkspace, Viewer
from genkan.kit import storable
from genkan.knowledge.collection.collection import Document
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.library import Library
from genkan.knowledge.pages.examples import example_searches, example_titles
from genkan.knowledge.pages.facets import kinds_among, ministries_among
from genkan.knowledge.pages.parts import AskedDay, LibraryPart, PagesPart
from genkan.knowledge.pages.search_form import LONGEST_QUERY, MOST, STEP, SearchForm, SearchQuery
from genkan.knowledge.search.narrowing import LawKind
from genkan.knowledge.search.results import Facet, Hit, IndexState, PlanStep, StepKind
from genkan.ui import Pages

router = APIRouter()
_SUGGESTIONS = 8
_WARNINGS = frozenset(
    {
        StepKind.NO_SUCH_ARTICLE,
        StepKind.NO_SUCH_TITLE,
        StepKind.NEAR_ARTICLES,
        StepKind.CUT,
        StepKind.NOTHING_TO_SEARCH,
    }
)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is read from the database before the search. ``regulation`` is the title of the one searched in."""

    form: SearchForm
    examples: tuple[str, ...]
    regulation: str
    is_older: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What the page shows of a result. ``warnings`` say what could not be done with the query, ``steps`` what was
    done, both in the reader's language. ``lacking`` are title and path of the regulations that do not have the
    article asked for. ``has_more`` hits than are shown. ``kinds`` (value, label, articles) and ``ministries`` are
    those of the articles found. It is not ``is_confident`` where the scores say that no hit is good.
    """

    hits: tuple[Hit, ...]
    warnings: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    facets: tuple[Facet, ...]
    seconds: float
    has_more: bool
    is_confident: bool
    kinds: tuple[tuple[str, str, int], ...]
    ministries: tuple[tuple[str, int], ...]


@router.get("/search/suggestions")
async def show_suggestions(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    q: str = "",
) -> HTMLResponse:
    """Names of regulations that hold what is being typed, as options of the search field."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    found = await library.suggest(connection, storable(q), collections=readable, limit=_SUGGESTIONS)
    html = pages.fragment(request, "knowledge/_suggestions.html", suggestions=found)
    return HTMLResponse(html, headers={"cache-control": "no-store"})


@router.get("/search")
async def show_search(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    library: LibraryPart,
    pages: PagesPart,
    query: Annotated[SearchQuery, Depends()],
    on: AskedDay,
) -> HTMLResponse:
    """The form, and what was found. No connection is held while the index is searched."""
    async with database.read() as connection:
        prepared = await _prepare(connection, library, viewer, query, on)
    if not prepared.form.query:
        return _show(request, pages, prepared)
    try:
        findings = await _find(request, pages, library, prepared.form)
    except IndexUnavailable as problem:
        return _show(request, pages, prepared, problem=problem)
    return _show(request, pages, prepared, findings=findings)


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
    return Preparation(form, example_searches(documents), regulation, is_older)


async def _find(request: Request, pages: Pages, library: Library, form: SearchForm) -> Findings:
    """One hit more than is shown is asked for, to know whether there are more."""
    search = partial(
        library.search,
        form.query,
        collections=form.chosen,
        limit=form.shown + 1,
        narrowing=form.narrowing,
        on=form.on,
        every_version=form.every_version,
    )
    everywhere = await search()
    result = await search(document_id=form.regulation) if form.regulation else everywhere
    hits = [hit for hit in result.hits if form.regulation in ("", hit.document_id)]
    shelves = await library.shelves(form.chosen, on=form.on)
    return Findings(
        hits=tuple(hits[: form.shown]),
        warnings=_sentences(request, pages, [step for step in result.steps if step.kind in _WARNINGS]),
        lacking=tuple(_lacking(result.steps)),
        steps=_sentences(request, pages, [step for step in result.steps if step.kind not in _WARNINGS]),
        facets=everywhere.facets,
        seconds=result.seconds,
        has_more=len(hits) > form.shown,
        is_confident=result.is_confident,
        kinds=kinds_among(everywhere.facets, shelves),
        ministries=ministries_among(everywhere.facets, shelves),
    )


def _lacking(steps: Sequence[PlanStep]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind is StepKind.NO_SUCH_ARTICLE:
            yield step.details["title"], f"/regulations/{step.details['document']}"


def _sentences(request: Request, pages: Pages, steps: Sequence[PlanStep]) -> tuple[str, ...]:
    language = pages.language(request)
    return tuple(pages.translate(language, step.message).format_map(step.details) for step in steps)


def _show(
    request: Request,
    pages: Pages,
    prepared: Preparation,
    *,
    findings: Findings | None = None,
    problem: IndexUnavailable | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "knowledge/search.html",
        status=problem.status if problem else 200,
        form=prepared.form,
        examples=prepared.examples,
        regulation=prepared.regulation,
        is_older=prepared.is_older,
        findings=findings,
        problem=pages.explain(request, problem) if problem else None,
        more=min(prepared.form.shown + STEP, MOST) if prepared.form.shown < MOST else 0,
        longest=LONGEST_QUERY,
        law_kinds=[(kind.value, kind.label) for kind in LawKind],
    )
