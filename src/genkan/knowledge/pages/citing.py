"""Checking the citations of a text that a person pastes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.governance import Reading, UsesWorkspace, Viewer
from genkan.kit import shorten, storable
from genkan.knowledge.citation import CitationCheck, CitationSummary
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.errors import (
    KnowledgeProblem,
    NothingToCheck,
    TextClassNotOffered,
    TextTooLong,
    UnreadableDay,
)
from genkan.knowledge.library import Library
from genkan.knowledge.pages.overview import OFFERED_CLASSES
from genkan.knowledge.pages.parts import LibraryPart, PagesPart, asked_day
from genkan.knowledge.proving import LONGEST_TEXT, ProvenText, check_text
from genkan.knowledge.search.results import article_path
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/citations")
CONFIRMED = _("「{title}」の{label}と照合しました。")
CLASSES = {str(int(each)): each.label for each in OFFERED_CLASSES}
# Where nobody chooses, a text counts as confidential.
SAFEST = max(CLASSES)
_ORDER = ("error", "warning", "info", "success")
_MOST_UNSOURCED, _LONGEST_SENTENCE = 100, 200
_PLACES: dict[type[KnowledgeProblem], str] = {
    NothingToCheck: "text",
    TextTooLong: "text",
    TextClassNotOffered: "information_class",
    UnreadableDay: "on",
}


@dataclass(frozen=True, slots=True)
class CitationForm:
    """What was asked for; ``chosen`` are the ids of collections, ``information_class`` is that of the text."""

    text: str
    on: str
    information_class: str
    readable: tuple[Collection, ...]
    chosen: tuple[str, ...]

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The collections to look in; all that the person may read where none was chosen."""
        return tuple(each for each in self.readable if each.id in self.chosen) or self.readable


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one reference; ``href`` is its article as of the day, empty where there is none.

    ``kind`` is that of its badge: ``success``, ``error``, ``info`` where no law here bears the name, or ``warning``
    for a paragraph or an item that could not be looked at. ``is_recognised``: the article was read from a picture.

    ``note`` is the mark in the text that leads here: 「※1」 for what may be wrong, the number alone else.
    """

    id: str
    note: str
    words: str
    verdict: str
    sentence: str
    kind: str
    href: str
    is_recognised: bool

    @property
    def failed(self) -> bool:
        """Whether it was compared and may be wrong."""
        return self.kind == "error"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; ``finding`` where it is a reference."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The text in pieces, each reference with its finding, and the measures; ``on`` is the day of the law.

    ``short_quotations`` were too short to be compared; ``not_looked_for`` are misquotations that were looked for in no
    other article. ``unsourced`` are the first sentences that name no article which could be confirmed or may be right.
    """

    on: date
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    summary: CitationSummary
    short_quotations: int
    not_looked_for: int
    unsourced: tuple[str, ...]

    def count(self, kind: str) -> int:
        """How many findings are of a kind."""
        return sum(finding.kind == kind for finding in self.findings)


@router.get("")
async def show_form(
    request: Request, viewer: UsesWorkspace, connection: Reading, library: LibraryPart, pages: PagesPart
) -> HTMLResponse:
    """The empty form."""
    form = await _form(connection, library, viewer)
    return _show(request, pages, form)


@router.post("")
async def check_citations(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    text: Annotated[str, Form()] = "",
    on: Annotated[str, Form()] = "",
    information_class: Annotated[str, Form()] = "",
    collection: Annotated[list[str] | None, Form()] = None,
) -> HTMLResponse:
    """The text with what became of each reference; nothing is kept, and what was typed comes back."""
    form = await _form(
        connection,
        library,
        viewer,
        text=text,
        on=on,
        information_class=information_class,
        chosen=collection or (),
    )
    try:
        if form.information_class not in CLASSES:
            raise TextClassNotOffered
        day = await asked_day(form.on)
        proven = await check_text(library, connection, form.text, collections=form.collections, on=day)
    except KnowledgeProblem as problem:
        return _show(request, pages, form, problem=problem)

    def translate(message: str) -> str:
        return pages.translate(pages.language(request), message)

    return _show(request, pages, form, findings=_findings(proven, translate))


async def _form(
    connection: AsyncConnection,
    library: Library,
    viewer: Viewer,
    *,
    text: str = "",
    on: str = "",
    information_class: str = SAFEST,
    chosen: Sequence[str] = (),
) -> CitationForm:
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    known = tuple(each.id for each in readable if each.id in chosen)
    return CitationForm(
        text=storable(text).replace("\r\n", "\n"),
        on=storable(on).strip(),
        information_class=information_class,
        readable=readable,
        chosen=known or tuple(each.id for each in readable),
    )


def _findings(proven: ProvenText, translate: Callable[[str], str]) -> Findings:
    examination = proven.examination
    checks = examination.checks
    findings = [_finding(check, number, proven, translate) for number, check in enumerate(checks, start=1)]
    return Findings(
        on=proven.on,
        pieces=tuple(_pieces(proven.text, checks, findings)),
        findings=tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.kind))),
        summary=examination.summary,
        short_quotations=examination.short_quotations,
        not_looked_for=examination.not_looked_for,
        unsourced=tuple(
            shorten(proven.text[start:end], length=_LONGEST_SENTENCE)
            for start, end in examination.unsourced[:_MOST_UNSOURCED]
        ),
    )


def _finding(
    check: CitationCheck, number: int, proven: ProvenText, translate: Callable[[str], str]
) -> Finding:
    path = article_path(check.document_id, check.anchor) if check.anchor else ""
    message = CONFIRMED if check.verified else check.message
    kind = _kind(check)
    return Finding(
        id=f"finding-{number}",
        note=f"※{number}" if kind == "error" else str(number),
        words=check.reference,
        verdict=translate(check.verdict.label),
        sentence=translate(message).format_map(check.details),
        kind=kind,
        is_recognised=check.is_recognised,
        href=f"{path}?on={proven.on.isoformat()}" if path else "",
    )


def _kind(check: CitationCheck) -> str:
    if check.is_of_no_law_here:
        return "info"
    return "error" if check.failed else "success" if check.verified else "warning"


def _pieces(text: str, checks: Sequence[CitationCheck], findings: Sequence[Finding]) -> Iterator[Piece]:
    reached = 0
    for check, finding in zip(checks, findings, strict=True):
        start, end = check.place
        yield Piece(text[reached:start])
        yield Piece(text[start:end], finding)
        reached = end
    yield Piece(text[reached:])


def _show(
    request: Request,
    pages: Pages,
    form: CitationForm,
    *,
    findings: Findings | None = None,
    problem: KnowledgeProblem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "knowledge/citations.html",
        status=problem.status if problem else 200,
        form=form,
        findings=findings,
        problem=pages.explain(request, problem) if problem else None,
        place=_PLACES.get(type(problem), "") if problem else "",
        longest=LONGEST_TEXT,
        classes=tuple(CLASSES.items()),
    )
