"""Checking official Japanese by rules: what was found in its place, and corrections by a click."""

import asyncio
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from genkan.apps.official_writing import (
    LONGEST_TEXT,
    Checker,
    TextKind,
    WritingProblem,
    correct,
    examine,
    mend,
)
from genkan.apps.pages.parts import PagesPart
from genkan.apps.pages.writing_view import WritingView, choice_named, view_of
from genkan.governance import UsesWorkspace, part
from genkan.kit import normalise_newlines, storable
from genkan.ui import Pages

router = APIRouter(prefix="/writing")
CheckerPart = Annotated[Checker, part(Checker)]
EVERYTHING = "all"


@dataclass(frozen=True)
class Given:
    """What a person entered: the text, what it is for, and whether the words of others are checked too."""

    text: str = ""
    kind: TextKind = TextKind.DOCUMENT
    quotations: bool = False


@dataclass(frozen=True)
class Mending:
    """A text after what a person clicked: how much was put in, and whether the place was no longer there."""

    text: str
    made: int = 0
    missed: bool = False


@router.get("")
async def show_form(request: Request, viewer: UsesWorkspace, pages: PagesPart) -> HTMLResponse:
    """The empty form."""
    return _show(request, pages, Given())


@router.post("")
async def check_writing(
    request: Request,
    viewer: UsesWorkspace,
    checker: CheckerPart,
    pages: PagesPart,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    quotations: Annotated[str, Form()] = "",
    fix: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """The text with what was found, after the correction that was clicked; nothing is kept, and the text comes back."""
    given = Given(storable(normalise_newlines(text)), _kind_named(kind), bool(quotations))
    try:
        mending = await asyncio.to_thread(_mend, checker, given, fix)
        given = replace(given, text=mending.text)
        report = await asyncio.to_thread(
            examine, checker, given.text, quotations=given.quotations, kind=given.kind
        )
    except WritingProblem as problem:
        return _show(request, pages, given, problem=problem)
    view = view_of(report, checker.rulebook)
    return _show(request, pages, given, mending=mending, view=view)


def _kind_named(name: str) -> TextKind:
    """The kind that was chosen, the usual one where none was."""
    return TextKind(name) if name in set(TextKind) else TextKind.DOCUMENT


def _mend(checker: Checker, given: Given, fix: str) -> Mending:
    """Put in what was clicked, if it is still there: a person may have changed the text since it was checked."""
    if not fix:
        return Mending(given.text)
    if fix == EVERYTHING:
        return Mending(*mend(checker, given.text, quotations=given.quotations, kind=given.kind))
    report = examine(checker, given.text, quotations=given.quotations, kind=given.kind)
    choice = choice_named(report, fix)
    if choice is None:
        return Mending(given.text, missed=True)
    return Mending(correct(given.text, [choice]).text, made=1)


def _show(
    request: Request,
    pages: Pages,
    given: Given,
    *,
    mending: Mending | None = None,
    view: WritingView | None = None,
    problem: WritingProblem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "apps/writing.html",
        status=problem.status if problem else 200,
        given=given,
        kinds=TextKind,
        mending=mending,
        view=view,
        problem=pages.explain(request, problem) if problem else None,
        longest=LONGEST_TEXT,
    )
