"""A reviewer's side: the list, the declaration, findings beside the documents, and resolving differences."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.governance import FormRoute, Reading, ReviewsApplications
from genkan.kit import Problem
from genkan.selection.application.seeing import see_document
from genkan.selection.application.store.applications import find_application
from genkan.selection.application.store.documents import content_of, page_text
from genkan.selection.call.call import Call
from genkan.selection.call.content import Criterion
from genkan.selection.call.draft import clean
from genkan.selection.call.store.calls import find_call
from genkan.selection.documents.errors import FileUnknown
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed, seen_version
from genkan.selection.pages.review_parts import ClearDeskPart, ReviewDesk, ReviewDeskPart
from genkan.selection.review.assignment import Conflict, Part
from genkan.selection.review.comparing import Resolution, Review, by_criterion
from genkan.selection.review.finding import (
    LONGEST_QUOTATION,
    LONGEST_WORDS,
    Finding,
    Result,
    Verdict,
)
from genkan.selection.review.proposing import models_for
from genkan.selection.review.reading import read_review
from genkan.selection.review.store.proposals import proposals_of
from genkan.selection.review.store.reviews import assignments_of, findings_of

router = APIRouter(prefix="/reviews", route_class=FormRoute)
_POINTS = "points-"


@router.get("")
async def list_reviews(
    request: Request, viewer: ReviewsApplications, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """What is there to review."""
    parts = await assignments_of(connection, person_id=viewer.person.id)
    applications = {
        each.application_id: await find_application(connection, each.application_id) for each in parts
    }
    calls = {
        each.call_id: await find_call(connection, each.call_id) for each in applications.values() if each
    }
    return pages.render(
        request, "selection/reviews.html", parts=parts, applications=applications, calls=calls, done=done
    )


@router.get("/{application_id}")
async def show_review(
    desk: ReviewDeskPart,
    file: Annotated[str, Query()] = "",
    page: Annotated[str, Query()] = "",
    model: Annotated[str, Query()] = "",
    done: str = "",
) -> Response:
    """The declaration first; then findings beside a page of a document, or the differences of two others."""
    return await show(desk, file=file, page=seen_version(page), model=model, done=done)


@router.post("/{application_id}/declare")
async def declare(
    desk: ReviewDeskPart, selection: SelectionPart, conflict: Typed = "", reason: Typed = ""
) -> Response:
    """Say whether anything stands against it."""
    try:
        async with desk.database.write() as connection:
            await selection.reviewing.declare(
                connection,
                desk.viewer,
                desk.application.id,
                conflicted=conflict != Conflict.NONE,
                reason=clean(reason)[:LONGEST_WORDS],
            )
    except SelectionProblem as problem:
        return await show(desk, problem=problem)
    where = desk.path if conflict == Conflict.NONE else "/reviews?done=conflicted"
    return RedirectResponse(where, status_code=303)


@router.post("/{application_id}")
async def keep_review(request: Request, desk: ClearDeskPart, selection: SelectionPart) -> Response:
    """Keep the findings, go to another page, take the page that is shown for a place, or hand all of it in."""
    form = await request.form()
    findings = findings_in(form, desk)
    step, go = str(form.get("step", "")), str(form.get("go", ""))
    where = str(form.get("file", "")), str(form.get("page", ""))
    try:
        async with desk.database.write() as connection:
            await selection.reviewing.keep(connection, desk.viewer, desk.application.id, findings)
        if step == "hand_in":
            async with desk.database.write() as connection:
                await selection.reviewing.hand_in(connection, desk.viewer, desk.application.id)
            return RedirectResponse("/reviews?done=handed_in", status_code=303)
    except SelectionProblem as problem:
        return await show(
            desk, findings=findings, problem=problem, file=where[0], page=seen_version(where[1])
        )
    file, page, criterion = (*go.split(":"), "", "")[:3] if go else (*where, str(form.get("use", "")))
    model, done = str(form.get("model", "")), "kept" if step == "keep" else ""
    query = urlencode({"file": file, "page": page, "model": model, "done": done})
    anchor = f"#c-{criterion}" if desk.call.content.criterion(criterion) else ""
    return RedirectResponse(f"{desk.path}?{query}{anchor}", status_code=303)


@router.post("/{application_id}/resolve")
async def resolve(request: Request, desk: ClearDeskPart, selection: SelectionPart) -> Response:
    """Resolve every difference, with reasons."""
    form = await request.form()
    given = [_resolution(form, each) for each in desk.call.content.reviewed]
    try:
        async with desk.database.write() as connection:
            await selection.reviewing.resolve(
                connection, desk.viewer, desk.application.id, [each for each in given if each]
            )
    except SelectionProblem as problem:
        return await show(desk, problem=problem)
    return RedirectResponse("/reviews?done=resolved", status_code=303)


@router.get("/{application_id}/files/{file_id}")
async def save_file(desk: ClearDeskPart, connection: Reading, file_id: str) -> Response:
    """A document that was handed in, as it came."""
    if desk.record.file(file_id) is None:
        raise FileUnknown
    document = await see_document(connection, desk.application, file_id)
    content = await content_of(connection, document.id)
    return Response(content, headers=download_headers(document.name, document.media_type))


@router.get("/{application_id}/files/{file_id}/pages/{number}.png")
async def draw_page(desk: ClearDeskPart, selection: SelectionPart, file_id: str, number: int) -> Response:
    """A page of a PDF as a picture, drawn in a process apart."""
    if desk.record.file(file_id) is None:
        raise FileUnknown
    async with desk.database.read() as connection:
        document = await see_document(connection, desk.application, file_id)
        content = await content_of(connection, document.id)
    picture = await selection.accepting.draw(document.name, content, number)
    headers = {"cache-control": "private, max-age=3600"}
    return Response(picture, media_type="image/png", headers=headers)


def findings_in(form: FormData, desk: ReviewDesk) -> list[Finding]:
    """What was typed for every criterion."""
    return [_finding(form, each) for each in desk.call.content.reviewed]


async def show(
    desk: ReviewDesk,
    *,
    findings: list[Finding] | None = None,
    problem: Problem | None = None,
    file: str = "",
    page: int = 0,
    model: str = "",
    done: str = "",
) -> Response:
    """The page, with what was typed and not kept."""
    async with desk.database.read() as connection:
        review = await read_review(connection, desk.call.content, desk.application.id)
        mine = (await findings_of(connection, [desk.application.id])).get(
            (desk.application.id, desk.viewer.person.id), ()
        )
        seen = await _seen_page(connection, desk, file=file, page=page)
        proposed = await proposals_of(connection, desk.application.id, desk.viewer.person.id)
        models = await models_for(connection, desk.viewer, desk.call)
    return desk.pages.render(
        desk.request,
        _template(desk),
        status=problem.status if problem else 200,
        part=desk.part,
        application=desk.application,
        call=desk.call,
        record=desk.record,
        path=desk.path,
        review=_for_eyes(desk, review),
        findings=_whole(desk.call, findings if findings is not None else mine),
        results=tuple(Result),
        seen=seen,
        proposed=proposed,
        models=models,
        model=model,
        done=done,
        told=desk.pages.explain(desk.request, problem) if problem else None,
        field=problem.field if isinstance(problem, EntryProblem) else "",
    )


def _template(desk: ReviewDesk) -> str:
    if desk.part.conflict is Conflict.UNDECLARED:
        return "selection/declaration.html"
    return "selection/resolving.html" if desk.part.part is Part.RESOLVER else "selection/review.html"


def _for_eyes(desk: ReviewDesk, review: Review) -> Review | None:
    """The reviews of both, for the third, and for the two once both are there."""
    is_free = desk.part.part is Part.RESOLVER or desk.part.handed_in_at is not None
    return review if is_free and len(review.reviews) > 1 and desk.part.conflict is Conflict.NONE else None


async def _seen_page(
    connection: AsyncConnection, desk: ReviewDesk, *, file: str, page: int
) -> dict[str, object]:
    """The page that is looked at: the first of the first document where none is named."""
    if desk.part.conflict is not Conflict.NONE or not desk.record.files:
        return {}
    chosen = desk.record.file(file) or desk.record.files[0]
    number = page if 1 <= page <= chosen.pages else 1
    document = await see_document(connection, desk.application, chosen.id)
    text = await page_text(connection, document.id, number)
    return {"file": chosen, "page": number, "is_pdf": document.is_pdf, "text": text or ""}


def _whole(call: Call, findings: tuple[Finding, ...] | list[Finding]) -> dict[str, Finding]:
    found = by_criterion(findings)
    return {each.key: found.get(each.key, Finding(each.key)) for each in call.content.reviewed}


def _finding(form: FormData, criterion: Criterion) -> Finding:
    taken = form.get("use") == criterion.key
    file, page = ("file", "page") if taken else (f"{criterion.key}.file", f"{criterion.key}.page")
    return Finding(
        criterion=criterion.key,
        verdict=_verdict(_text(form, f"{criterion.key}.result")),
        words=_text(form, f"{criterion.key}.words")[:LONGEST_WORDS],
        document_id=_text(form, file)[:36],
        page=seen_version(_text(form, page)),
        quotation=_text(form, f"{criterion.key}.quotation")[:LONGEST_QUOTATION],
    )


def _resolution(form: FormData, criterion: Criterion) -> Resolution | None:
    verdict = _verdict(_text(form, f"{criterion.key}.result"))
    words = _text(form, f"{criterion.key}.words")[:LONGEST_WORDS]
    return Resolution(criterion.key, verdict, words) if verdict else None


def _verdict(typed: str) -> Verdict | None:
    """``met``, ``missing`` or ``points-3`` as a verdict."""
    if typed.startswith(_POINTS) and typed.removeprefix(_POINTS).isdecimal():
        return Verdict(Result.POINTS, int(typed.removeprefix(_POINTS)[:4]))
    return Verdict(Result(typed)) if typed in set(Result) - {Result.POINTS} else None


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return clean(value) if isinstance(value, str) else ""
