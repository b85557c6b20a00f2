"""Handing in files: questions with a report of every row, and public sets to compare with."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.items.errors import BankFileUnread, ItemProblem, PublicSetUnread
from genkan.evaluation.items.importing import RowOutcome
from genkan.evaluation.items.keeping import Author
from genkan.evaluation.items.pages.parts import BankPart, PagesPart
from genkan.evaluation.items.rows import LARGEST_FILE, MOST_ROWS
from genkan.governance import DatabasePart, KeepsItems
from genkan.kit import shorten, storable

router = APIRouter(prefix="/items")

_KINDS = {RowOutcome.TAKEN: "success", RowOutcome.KNOWN: "neutral", RowOutcome.REFUSED: "error"}


@router.get("/import")
async def show_import(request: Request, _viewer: KeepsItems, pages: PagesPart) -> Response:
    """The forms that hand a file in."""
    return pages.render(request, "evaluation/items/import.html", told=None, **_limits())


@router.post("/import")
async def take_in(
    request: Request,
    viewer: KeepsItems,
    database: DatabasePart,
    pages: PagesPart,
    bank: BankPart,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Write what is new as drafts, and say of every row what became of it."""
    try:
        if file is None or not file.filename:
            raise BankFileUnread(name="")
        name = shorten(storable(file.filename), length=100)
        rows = await bank.importing.read(name, await file.read(LARGEST_FILE + 1))
        author = Author(viewer.organisation.id, viewer.person.id)
        async with database.write() as connection:
            reports = await bank.importing.take(connection, author, rows)
    except ItemProblem as problem:
        told = pages.explain(request, problem)
        return pages.render(
            request, "evaluation/items/import.html", status=problem.status, told=told, **_limits()
        )
    problems = [pages.explain(request, each.problem) if each.problem else ("", "") for each in reports]
    return pages.render(
        request,
        "evaluation/items/import_report.html",
        name=name,
        reports=list(zip(reports, problems, strict=True)),
        counts={outcome: sum(each.outcome is outcome for each in reports) for outcome in RowOutcome},
        kinds=_KINDS,
    )


@router.post("/public-sets")
async def add_public_set(
    request: Request,
    viewer: KeepsItems,
    database: DatabasePart,
    pages: PagesPart,
    bank: BankPart,
    name: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Register a public set, with which the questions are compared from now on."""
    author = Author(viewer.organisation.id, viewer.person.id)
    try:
        if file is None or not file.filename:
            raise PublicSetUnread(line=1)
        content = await file.read(LARGEST_FILE)
        async with database.write() as connection:
            await bank.add_public_set(connection, author, name=name or file.filename, content=content)
    except ItemProblem as problem:
        told = pages.explain(request, problem)
        return pages.render(
            request, "evaluation/items/import.html", status=problem.status, told=told, **_limits()
        )
    return RedirectResponse("/items?done=public_set", status_code=303)


def _limits() -> dict[str, int]:
    return {"megabytes": LARGEST_FILE // (1024 * 1024), "most_rows": MOST_ROWS}
