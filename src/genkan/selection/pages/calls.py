"""The office's side of calls: the list, a draft, publishing, amendments, questions and answers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import (
    DatabasePart,
    FormRoute,
    Now,
    Permission,
    Reading,
    ReadsSelection,
    RunsSelection,
    Viewer,
    Writing,
    names_of,
)
from genkan.kit import Problem
from genkan.selection.application.application import that_counts
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.content import Measure
from genkan.selection.call.draft import CallDraft, draft_of
from genkan.selection.call.packaged import packaged_call
from genkan.selection.call.seeing import see_call
from genkan.selection.call.store.calls import editions_of, list_calls
from genkan.selection.call.store.questions import questions_of
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages.call_form import call_draft, with_empty_rows
from genkan.selection.pages.parts import PagesPart, SelectionPart, seen_version
from genkan.selection.review.reading import read_reviews
from genkan.selection.vendor.store.vendors import companies_of
from genkan.ui import Pages

router = APIRouter(prefix="/selection", route_class=FormRoute)

STATE_KINDS = {CallState.DRAFT: "neutral", CallState.PUBLISHED: "info", CallState.DECIDED: "success"}


@router.get("")
async def show_calls(
    request: Request, viewer: ReadsSelection, connection: Reading, pages: PagesPart
) -> Response:
    """The calls of the organisation."""
    calls = await list_calls(connection, viewer.organisation.id)
    return pages.render(
        request,
        "selection/calls.html",
        calls=calls,
        state_kinds=STATE_KINDS,
        may_run=viewer.may(Permission.RUN_SELECTION),
    )


@router.post("/calls")
async def begin_call(
    viewer: RunsSelection, connection: Writing, selection: SelectionPart, clock: Now
) -> Response:
    """A new draft with the criteria that are shipped."""
    content = packaged_call(clock())
    call = await selection.calls.begin(connection, viewer.organisation.id, content, actor=viewer.person.id)
    return RedirectResponse(f"/selection/calls/{call.id}/edit", status_code=303)


@router.get("/calls/{call_id}")
async def show_call(
    request: Request,
    call_id: str,
    viewer: ReadsSelection,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: str = "",
) -> Response:
    """A call with everything that belongs to it."""
    call = await see_call(connection, viewer, call_id)
    return await _overview(request, connection, pages, viewer, call, clock=clock, done=done)


@router.get("/calls/{call_id}/edit")
async def show_edit(
    request: Request, call_id: str, viewer: RunsSelection, connection: Reading, pages: PagesPart
) -> Response:
    """The form of a draft, or of an amendment."""
    call = await see_call(connection, viewer, call_id)
    return _form(request, pages, call, draft_of(call.content))


@router.post("/calls/{call_id}/edit")
async def edit_call(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
) -> Response:
    """Keep a draft, or publish an amendment; what was typed comes back with everything that is wrong."""
    form = await request.form()
    draft, reason = call_draft(form), str(form.get("reason", ""))
    seen = seen_version(str(form.get("version", "")))
    faults: tuple[SelectionProblem, ...] = draft.faults()
    if not faults:
        try:
            async with database.write() as connection:
                call = await see_call(connection, viewer, call_id)
                await _keep(connection, viewer, selection, call, draft, reason=reason, seen=seen)
            return RedirectResponse(f"/selection/calls/{call_id}?done=kept", status_code=303)
        except SelectionProblem as problem:
            if problem.status == 404:
                raise
            faults = (problem,)
    async with database.read() as connection:
        call = await see_call(connection, viewer, call_id)
    return _form(request, pages, call, draft, faults=faults, reason=reason)


async def _keep(
    connection: AsyncConnection,
    viewer: Viewer,
    selection: SelectionPart,
    call: Call,
    draft: CallDraft,
    *,
    reason: str,
    seen: int,
) -> None:
    if call.state is CallState.DRAFT:
        await selection.calls.edit(connection, viewer, call.id, draft.content(), seen=seen)
    else:
        await selection.calls.amend(connection, viewer, call.id, draft.content(), reason=reason, seen=seen)


@router.post("/calls/{call_id}/publish")
async def publish_call(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    clock: Now,
    version: Annotated[str, Form()] = "",
) -> Response:
    """Freeze the call and let everybody read it."""
    try:
        async with database.write() as connection:
            own, actor = viewer.organisation, viewer.person.id
            await selection.calls.publish(connection, own, call_id, actor=actor, seen=seen_version(version))
    except SelectionProblem as problem:
        return await _refused(request, call_id, viewer, database, pages, clock, problem)
    return RedirectResponse(f"/selection/calls/{call_id}?done=published", status_code=303)


@router.post("/calls/{call_id}/questions/{question_id}")
async def answer(
    request: Request,
    call_id: str,
    question_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    clock: Now,
    answer: Annotated[str, Form()] = "",
) -> Response:
    """Keep the answer to a question until all are published."""
    try:
        async with database.write() as connection:
            await selection.asking.answer(connection, viewer, call_id, question_id, text=answer)
    except SelectionProblem as problem:
        return await _refused(request, call_id, viewer, database, pages, clock, problem)
    return RedirectResponse(f"/selection/calls/{call_id}?done=answered#questions", status_code=303)


@router.post("/calls/{call_id}/answers")
async def publish_answers(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    clock: Now,
) -> Response:
    """Publish every answer that waits, to everybody at once."""
    try:
        async with database.write() as connection:
            await selection.asking.publish(connection, viewer, call_id)
    except SelectionProblem as problem:
        return await _refused(request, call_id, viewer, database, pages, clock, problem)
    return RedirectResponse(f"/selection/calls/{call_id}?done=told#questions", status_code=303)


async def _refused(
    request: Request,
    call_id: str,
    viewer: Viewer,
    database: DatabasePart,
    pages: Pages,
    clock: Now,
    problem: SelectionProblem,
) -> Response:
    if problem.status == 404:
        raise problem
    async with database.read() as connection:
        call = await see_call(connection, viewer, call_id)
        return await _overview(request, connection, pages, viewer, call, clock=clock, problem=problem)


def _form(
    request: Request,
    pages: Pages,
    call: Call,
    draft: CallDraft,
    *,
    faults: tuple[SelectionProblem, ...] = (),
    reason: str = "",
) -> Response:
    told = next((each for each in faults if not isinstance(each, EntryProblem)), None)
    return pages.render(
        request,
        "selection/call_form.html",
        status=faults[0].status if faults else 200,
        call=call,
        draft=with_empty_rows(draft),
        measures=tuple(Measure),
        reason=reason,
        errors={
            each.field: pages.explain(request, each)[0] for each in faults if isinstance(each, EntryProblem)
        },
        told=pages.explain(request, told) if told else None,
    )


async def _overview(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    viewer: Viewer,
    call: Call,
    *,
    clock: Now,
    done: str = "",
    problem: Problem | None = None,
) -> Response:
    applications = await list_applications(connection, call_id=call.id)
    submissions = await submissions_by(connection, [each.id for each in applications])
    questions, editions = await questions_of(connection, call.id), await editions_of(connection, call.id)
    vendors = {each.vendor_id for each in (*applications, *questions)}
    return pages.render(
        request,
        "selection/call.html",
        status=problem.status if problem else 200,
        call=call,
        editions=editions,
        questions=questions,
        applications=applications,
        submissions={key: that_counts(each) for key, each in submissions.items()},
        reviews=await read_reviews(connection, call.content, [each.id for each in applications]),
        late={key for key, each in submissions.items() if any(one.late for one in each)},
        companies=await companies_of(connection, sorted(vendors)),
        names=await names_of(connection, sorted({each.person_id for each in editions})),
        state_kinds=STATE_KINDS,
        may_run=viewer.may(Permission.RUN_SELECTION),
        is_late=call.is_late(clock()),
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )
