"""Searching the regulations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.governance import DatabasePart, Reading, UsesWorkspace, Viewer
from genkan.kit import storable
from genkan.knowledge.collection.collection import Document
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.errors import IndexUnavailable, UnreadableDay
from genkan.knowledge.library import Library
from genkan.knowledge.pages.examples import example_searches, example_titles
from genkan.knowledge.pages.parts import LibraryPart, PagesPart, asked_day
from genkan.knowledge.pages.search_form import LONGEST_QUERY, MOST, STEP, SearchForm, SearchQuery
from genkan.knowledge.rewriting.offer import offered_rewriters
from genkan.knowledge.rewriting.rewriter import Rewriting, class_of_question
from genkan.knowledge.search.evidence import MOST_ENTERING
from genkan.knowledge.search.narrowing import LawKind
from genkan.knowledge.search.results import Facet, FacetKind, Hit, IndexState, PlanStep, StepKind
from genkan.knowledge.vectors.embedding import Asker
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter()
_SUGGESTIONS = 8
_MOST_FACETS = 12
_FACETS = {
    FacetKind.COLLECTION: _("規程集"),
    FacetKind.KIND: _("種類"),
    FacetKind.MINISTRY: _("制定した機関"),
    FacetKind.DOCUMENT: _("法令・規程"),
}
_LACKING = frozenset({StepKind.NO_SUCH_ARTICLE, StepKind.ARTICLE_NOT_YET, StepKind.ARTICLE_ENDED})
_WARNINGS = frozenset(
    {
        StepKind.ARTICLE_DELETED,
        StepKind.NO_SUCH_ARTICLE,
        StepKind.ARTICLE_NOT_YET,
        StepKind.ARTICLE_ENDED,
        StepKind.NO_SUCH_TITLE,
        StepKind.NEAR_ARTICLES,
        StepKind.CUT,
        StepKind.REWRITE_LATE,
        StepKind.REWRITE_REFUSED,
        StepKind.REWRITE_FAILED,
        StepKind.REWRITE_USELESS,
        StepKind.NOTHING_TO_SEARCH,
    }
)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is read from the database before the search. ``regulation`` is the title of the one searched in.

    ``rewriters`` are id and title of the models that may put the query in other words.
    """

    form: SearchForm
    examples: tuple[str, ...]
    regulation: str
    is_older: bool
    rewriters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the page shows of a result. ``warnings`` say what could not be done with the query, ``steps`` what was
    done, both in the reader's language. ``lacking`` are title and path of the regulations that do not have the
    article asked for. ``total`` is how many articles were found. ``facets`` are those of each kind. ``meant_day`` is the sentence that says which day
    was read from the query, and the address of the same search as of today. It is not ``is_confident`` where the scores say that no hit is good.
    """

    hits: tuple[Hit, ...]
    warnings: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    facets: tuple[tuple[FacetKind, str, tuple[Facet, ...]], ...]
    seconds: float
    total: int
    is_confident: bool
    meant_day: tuple[str, str] | None

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return self.total > len(self.hits)

    @property
    def is_cut(self) -> bool:
        """Whether as many were found as are looked for at most, so that there may be more."""
        return self.total >= MOST_ENTERING


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
) -> HTMLResponse:
    """The form, and what was found. No connection is held while the index is searched."""
    day, unclear = await _asked(query.on)
    async with database.read() as connection:
        prepared = await _prepare(connection, library, viewer, query, day)
    if unclear is not None:
        return _show(request, pages, prepared, problem=unclear)
    if not prepared.form.query:
        return _show(request, pages, prepared)
    try:
        findings = await _find(request, pages, library, prepared.form, viewer)
    except IndexUnavailable as problem:
        return _show(request, pages, prepared, problem=problem)
    return _show(request, pages, prepared, findings=findings)


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
    rewriters = await offered_rewriters(
        connection, viewer.person, information_class=class_of_question(form.chosen)
    )
    offered = tuple((rewriter.id, rewriter.title) for rewriter in rewriters)
    return Preparation(form, example_searches(documents), regulation, is_older, offered)


async def _find(
    request: Request, pages: Pages, library: Library, form: SearchForm, viewer: Viewer
) -> Findings:
    result = await library.search(
        form.query,
        collections=form.chosen,
        limit=form.shown,
        document_id=form.regulation or None,
        narrowing=form.narrowing,
        on=form.on,
        every_version=form.every_version,
        refinement=form.refinement,
        rewriting=_rewriting(form, viewer),
        asker=Asker(organisation_id=viewer.organisation.id, person_id=viewer.person.id),
    )
    by_kind = ((kind, label, result.facets_of(kind)) for kind, label in _FACETS.items())
    warnings = [step for step in result.steps if step.kind in _WARNINGS]
    read_days = [step for step in result.steps if step.kind is StepKind.READ_DAY]
    others = [step for step in result.steps if step not in (*warnings, *read_days)]
    said = _sentences(request, pages, read_days)
    return Findings(
        hits=result.hits,
        warnings=_sentences(request, pages, warnings),
        lacking=tuple(_lacking(result.steps)),
        steps=_sentences(request, pages, others),
        facets=tuple((kind, label, facets[:_MOST_FACETS]) for kind, label, facets in by_kind),
        seconds=result.seconds,
        total=result.total or 0,
        is_confident=result.is_confident,
        meant_day=(said[0], form.day_address(library.day())) if said else None,
    )


def _rewriting(form: SearchForm, viewer: Viewer) -> Rewriting | None:
    if not form.rewriting:
        return None
    return Rewriting(
        deployment_id=form.rewriting,
        organisation_id=viewer.organisation.id,
        person_id=viewer.person.id,
        information_class=class_of_question(form.chosen),
    )


def _lacking(steps: Sequence[PlanStep]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind in _LACKING:
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
