"""Checking official Japanese by rules: what was found in its place, and corrections by a click."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from genkan.apps.official_writing import (
    LONGEST_TEXT,
    Checker,
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
class Mending:
    """A text after what a person clicked: how much was put in, and whether the place was no longer there."""

    text: str
    made: int = 0
    missed: bool = False


@router.get("")
async def show_form(request: Request, viewer: UsesWorkspace, pages: PagesPart) -> HTMLResponse:
    """The empty form."""
    return _show(request, pages, text="", quotations=False)


@router.post("")
async def check_writing(
    request: Request,
    viewer: UsesWorkspace,
    checker: CheckerPart,
    pages: PagesPart,
    text: Annotated[str, Form()] = "",
    quotations: Annotated[str, Form()] = "",
    fix: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """The text with what was found, after the correction that was clicked; nothing is kept, and the text comes back."""
    written = storable(normalise_newlines(text))
    inside = bool(quotations)
    try:
        mending = await asyncio.to_thread(_mend, checker, written, fix, quotations=inside)
        report = await asyncio.to_thread(examine, checker, mending.text, quotations=inside)
    except WritingProblem as problem:
        return _show(request, pages, text=written, quotations=inside, problem=problem)
    view = view_of(report, checker.rulebook)
    return _show(request, pages, text=mending.text, quotations=inside, mending=mending, view=view)


def _mend(checker: Checker, text: str, fix: str, *, quotations: bool) -> Mending:
    """Put in what was clicked, if it is still there: a person may have changed the text since it was checked."""
    if not fix:
        return Mending(text)
    if fix == EVERYTHING:
        return Mending(*mend(checker, text, quotations=quotations))
    choice = choice_named(examine(checker, text, quotations=quotations), fix)
    if choice is None:
        return Mending(text, missed=True)
    return Mending(correct(text, [choice]).text, made=1)


def _show(
    request: Request,
    pages: Pages,
    *,
    text: str,
    quotations: bool,
    mending: Mending | None = None,
    view: WritingView | None = None,
    problem: WritingProblem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "apps/writing.html",
        status=problem.status if problem else 200,
        text=text,
        quotations=quotations,
        mending=mending,
        view=view,
        problem=pages.explain(request, problem) if problem else None,
        longest=LONGEST_TEXT,
    )
