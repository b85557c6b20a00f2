"""Taking in lists: a file is handed in, its columns are confirmed, its rows come in, and a report tells of each."""

import csv
import io
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.gateway import day_in_japan
from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, Now, Reading, Viewer, names_of
from genkan.inquiry.errors import InquiryProblem
from genkan.inquiry.importing.column import Column
from genkan.inquiry.importing.errors import ListMissing
from genkan.inquiry.importing.imported import Import, ImportState, RowOutcome
from genkan.inquiry.importing.importing import see_import, unpacked
from genkan.inquiry.importing.sheet import LARGEST_LIST, MOST_ROWS, Sheet
from genkan.inquiry.importing.store.imports import content_of, counts_of, list_imports, reports_of
from genkan.inquiry.importing.taking import preview
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.kit import Clock, Problem
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/imports", route_class=FormRoute)

MOST_SHOWN = 200
_COLUMN = "column."
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_KINDS = {
    ImportState.PREVIEW: "neutral",
    ImportState.WAITING: "info",
    ImportState.DONE: "success",
    ImportState.FAILED: "error",
}
_OUTCOME_KINDS = {RowOutcome.TAKEN: "success", RowOutcome.KNOWN: "neutral", RowOutcome.REFUSED: "error"}


@router.get("")
async def list_lists(
    request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """The lists that were taken in, and the form that hands in another."""
    return await _overview(request, viewer, connection, pages)


@router.post("")
async def hand_in(
    request: Request,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Keep the list for its preview."""
    try:
        if file is None or not file.filename:
            raise ListMissing
        given = Incoming(file.filename, await file.read(LARGEST_LIST + 1))
        found = await inquiries.importing.look(viewer.organisation.id, given, person_id=viewer.person.id)
    except InquiryProblem as problem:
        async with database.read() as connection:
            return await _overview(request, viewer, connection, pages, problem)
    return RedirectResponse(f"/inquiries/imports/{found.id}", status_code=303)


@router.get("/{import_id}")
async def show_list(
    request: Request,
    import_id: str,
    viewer: AnswersInquiries,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
) -> Response:
    """The first rows and what the columns hold, or what has become of the rows so far."""
    found = await see_import(connection, viewer, import_id)
    if found.state is ImportState.PREVIEW:
        return await _preview(request, connection, pages, found, found.columns, clock=clock)
    return await _report(request, connection, pages, found, "inquiry/import.html")


@router.get("/{import_id}/progress")
async def show_progress(
    request: Request, import_id: str, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """The part of the page that changes while rows are taken in."""
    found = await see_import(connection, viewer, import_id)
    return await _report(request, connection, pages, found, "inquiry/_import.html")


@router.get("/{import_id}/report.csv")
async def download_report(
    request: Request, import_id: str, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """A line for each row: its number, what became of it, the case, and why."""
    found = await see_import(connection, viewer, import_id)
    language = pages.language(request)
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    heads = ("行", "結果", "案件", "理由")
    writer.writerow([pages.translate(language, head) for head in heads])
    for report, number in await reports_of(connection, found.id):
        outcome, reason = (pages.translate(language, each) for each in (report.outcome.label, report.reason))
        writer.writerow([report.row, outcome, number, _inert(reason)])
    headers = download_headers(f"report-{found.id[:8]}.csv", "text/csv")
    return Response(_BYTE_ORDER_MARK + output.getvalue(), headers=headers)


@router.post("/{import_id}/begin")
async def begin(
    request: Request,
    import_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
) -> Response:
    """Take the rows in, or show them again with the columns as they were chosen."""
    columns = _chosen(await request.form())
    try:
        async with database.write() as connection:
            found = await see_import(connection, viewer, import_id)
            await inquiries.importing.begin(connection, found, columns, actor=viewer.person.id)
    except InquiryProblem as problem:
        if problem.status != InquiryProblem.status:
            raise
        async with database.read() as connection:
            found = await see_import(connection, viewer, import_id)
            return await _preview(request, connection, pages, found, columns, clock=clock, problem=problem)
    return RedirectResponse(f"/inquiries/imports/{import_id}", status_code=303)


async def _overview(
    request: Request,
    viewer: Viewer,
    connection: AsyncConnection,
    pages: Pages,
    problem: Problem | None = None,
) -> Response:
    found = await list_imports(connection, viewer.organisation.id)
    return pages.render(
        request,
        "inquiry/imports.html",
        status=problem.status if problem else 200,
        imports=found,
        kinds=_KINDS,
        names=await names_of(connection, sorted({each.person_id for each in found})),
        told=pages.explain(request, problem) if problem else None,
        most_rows=MOST_ROWS,
        megabytes=LARGEST_LIST // (1024 * 1024),
    )


async def _preview(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    found: Import,
    columns: Mapping[Column, int],
    *,
    clock: Clock,
    problem: Problem | None = None,
) -> Response:
    sheet = unpacked(await content_of(connection, found.id))
    return pages.render(
        request,
        "inquiry/import_preview.html",
        status=problem.status if problem else 200,
        found=found,
        sheet=sheet,
        columns=columns,
        all_columns=tuple(Column),
        options=_options(sheet),
        rows=preview(sheet, columns, today=day_in_japan(clock())),
        told=pages.explain(request, problem) if problem else None,
    )


async def _report(
    request: Request, connection: AsyncConnection, pages: Pages, found: Import, template: str
) -> Response:
    return pages.render(
        request,
        template,
        found=found,
        counts=await counts_of(connection, found.id),
        outcomes=RowOutcome,
        kinds=_OUTCOME_KINDS,
        reports=await reports_of(connection, found.id, but_taken=True, limit=MOST_SHOWN),
        most=MOST_SHOWN,
        address=f"/inquiries/imports/{found.id}",
    )


def _options(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The columns of the list by place: their numbers and headings."""
    return tuple((place, f"{place + 1}：{head}") for place, head in enumerate(sheet.heads))


def _chosen(form: FormData) -> dict[Column, int]:
    """What the columns were said to hold; a place that is none is left out."""
    told = {column: form.get(f"{_COLUMN}{column}", "") for column in Column}
    return {
        column: int(place)
        for column, place in told.items()
        if isinstance(place, str) and place.isascii() and place.isdecimal() and len(place) < 4
    }


def _inert(cell: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
