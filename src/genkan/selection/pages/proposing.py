"""A reviewer has places looked for, and takes one over into the finding; what was typed is kept first."""

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from genkan.governance import FormRoute
from genkan.kit import Problem
from genkan.selection.call.content import Criterion
from genkan.selection.errors import SelectionProblem
from genkan.selection.pages.parts import SelectionPart, seen_version
from genkan.selection.pages.review_parts import ClearDeskPart, ReviewDesk
from genkan.selection.pages.reviews import findings_in, show
from genkan.selection.review.errors import ReviewUnknown
from genkan.selection.review.finding import Finding
from genkan.selection.review.places import Place

router = APIRouter(prefix="/reviews/{application_id}/places", route_class=FormRoute)


@router.post("")
async def propose(request: Request, desk: ClearDeskPart, selection: SelectionPart) -> Response:
    """Keep the findings, then look for places; nothing is open while a model speaks."""
    form = await request.form()
    criterion = _criterion(desk, str(form.get("propose", "")))
    findings = findings_in(form, desk)
    model = str(form.get("model", ""))
    try:
        async with desk.database.write() as connection:
            await selection.reviewing.keep(connection, desk.viewer, desk.application.id, findings)
        await selection.proposing.propose(
            desk.viewer, desk.application.id, desk.record, criterion, model=model
        )
    except Problem as problem:
        return await _again(desk, form, findings, problem, model=model)
    return _to(desk, criterion, str(form.get("file", "")), str(form.get("page", "")), model=model)


@router.post("/take")
async def take(request: Request, desk: ClearDeskPart, selection: SelectionPart) -> Response:
    """Write a place into the finding of its criterion, and show its page."""
    form = await request.form()
    key, _, position = str(form.get("take", "")).partition(":")
    criterion, findings = _criterion(desk, key), findings_in(form, desk)
    model = str(form.get("model", ""))
    try:
        async with desk.database.write() as connection:
            place = await selection.proposing.take(
                connection, desk.viewer, desk.application.id, criterion.key, _position(position)
            )
            taken = [_with(each, place) if each.criterion == key else each for each in findings]
            await selection.reviewing.keep(connection, desk.viewer, desk.application.id, taken)
    except SelectionProblem as problem:
        return await _again(desk, form, findings, problem, model=model)
    return _to(desk, criterion, place.document_id, str(place.page), model=model)


async def _again(
    desk: ReviewDesk, form: FormData, findings: list[Finding], problem: Problem, *, model: str
) -> Response:
    if problem.status == 404:
        raise problem
    file, page = str(form.get("file", "")), seen_version(str(form.get("page", "")))
    return await show(desk, findings=findings, problem=problem, file=file, page=page, model=model)


def _to(desk: ReviewDesk, criterion: Criterion, file: str, page: str, *, model: str) -> Response:
    query = urlencode({"file": file, "page": page, "model": model})
    return RedirectResponse(f"{desk.path}?{query}#c-{criterion.key}", status_code=303)


def _criterion(desk: ReviewDesk, key: str) -> Criterion:
    found = desk.call.content.criterion(key)
    if found is None or not found.measure.is_reviewed:
        raise ReviewUnknown
    return found


def _with(finding: Finding, place: Place) -> Finding:
    """The finding with this place; result and words stay as the reviewer typed them."""
    return replace(
        finding, document_id=place.document_id, page=place.page, quotation=place.quotation, quoted=None
    )


def _position(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else -1
