"""The decision: the office drafts it, two different people sign it, and its archive is written."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from genkan.governance import (
    DatabasePart,
    FormRoute,
    Permission,
    Reading,
    ReadsSelection,
    RunsSelection,
    SignsSelection,
    Viewer,
    names_of,
)
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.draft import clean
from genkan.selection.call.seeing import see_call
from genkan.selection.decision.deciding import check_clear, judged_of
from genkan.selection.decision.decision import (
    LONGEST_REASON,
    LONGEST_TEXT,
    SIGNATURES,
    Decision,
    DecisionDraft,
    Line,
    Outcome,
)
from genkan.selection.decision.paper import exam_words, measure_words, result_words
from genkan.selection.decision.record import Judged, read_record, record_of, told_measure, unlike_in
from genkan.selection.decision.seeing import signed_by_command
from genkan.selection.decision.store import decisions
from genkan.selection.decision.tested import has_typed
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed, seen_version
from genkan.ui import Pages

router = APIRouter(prefix="/selection/calls/{call_id}", route_class=FormRoute)


@router.get("/decision")
async def show_decision(
    request: Request,
    call_id: str,
    viewer: ReadsSelection,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """What was put up for signing with its signatures, and the working copy beside what was found."""
    call = await see_call(connection, viewer, call_id)
    return await _show(request, connection, viewer, pages, call, done=done)


@router.post("/decision")
async def keep_decision(
    request: Request,
    call_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
) -> Response:
    """Keep the working copy, or keep it and put it up for signing; what was typed comes back with a refusal."""
    form = await request.form()
    async with database.read() as connection:
        call = await see_call(connection, viewer, call_id)
        judged = await judged_of(connection, call, DecisionDraft(call.id))
    seen = seen_version(str(form.get("version", "")))
    draft = _typed(form, call, judged, version=seen)
    proposes = form.get("step") == "propose"
    try:
        async with database.write() as connection:
            await selection.deciding.keep(connection, viewer, call_id, draft, seen=seen)
            if proposes:
                await selection.deciding.propose(connection, viewer, call_id)
    except SelectionProblem as problem:
        async with database.read() as connection:
            return await _show(request, connection, viewer, pages, call, draft=draft, problem=problem)
    done = "proposed" if proposes else "kept"
    return RedirectResponse(f"/selection/calls/{call_id}/decision?done={done}", status_code=303)


@router.post("/decision/sign")
async def sign_decision(
    request: Request,
    call_id: str,
    viewer: SignsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    digest: Typed = "",
    signed: Typed = "",
) -> Response:
    """Sign what is on the page; where something else stands there meanwhile, nothing is signed."""
    try:
        async with database.write() as connection:
            is_final = await selection.deciding.sign(
                connection, viewer, call_id, seen=digest, signed=seen_version(signed)
            )
    except SelectionProblem as problem:
        async with database.read() as connection:
            call = await see_call(connection, viewer, call_id)
            return await _show(request, connection, viewer, pages, call, problem=problem)
    done = "final" if is_final else "signed"
    return RedirectResponse(f"/selection/calls/{call_id}/decision?done={done}", status_code=303)


def _typed(form: FormData, call: Call, judged: tuple[Judged, ...], *, version: int) -> DecisionDraft:
    return DecisionDraft(
        call_id=call.id,
        version=version,
        minutes=_text(form, "minutes", LONGEST_TEXT),
        confidential=_text(form, "confidential", LONGEST_TEXT),
        typed_reason=_text(form, "typed_reason", LONGEST_REASON),
        lines={each.application.id: _line(form, each.application.id) for each in judged},
    )


def _line(form: FormData, application_id: str) -> Line:
    outcome = str(form.get(f"line.{application_id}.outcome", ""))
    return Line(
        Outcome(outcome) if outcome in set(Outcome) else None,
        _text(form, f"line.{application_id}.reason", LONGEST_REASON),
        _text(form, f"line.{application_id}.note", LONGEST_REASON),
    )


def _text(form: FormData, name: str, limit: int) -> str:
    value = form.get(name, "")
    return clean(value)[:limit] if isinstance(value, str) else ""


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    call: Call,
    *,
    draft: DecisionDraft | None = None,
    problem: SelectionProblem | None = None,
    done: str = "",
) -> Response:
    await check_clear(connection, viewer, call)
    kept = await decisions.draft_of(connection, call.id)
    judged = await judged_of(connection, call, kept)
    decision = await decisions.latest_decision(connection, call.id)
    signatures = await decisions.signatures_of(connection, decision.id) if decision else ()
    signers = {each.person_id for each in signatures}
    people = {*signers, decision.person_id} if decision else signers
    return pages.render(
        request,
        "selection/decision.html",
        status=problem.status if problem else 200,
        call=call,
        draft=draft or kept,
        judged=judged,
        has_typed=has_typed(judged),
        signatures=signatures,
        commanded=await signed_by_command(connection, decision) if decision else frozenset[int](),
        wanted=SIGNATURES,
        names=await names_of(connection, sorted(people)),
        outcomes=tuple(Outcome),
        done=done,
        told=pages.explain(request, problem) if problem else None,
        field=problem.field if isinstance(problem, EntryProblem) else "",
        **_proposal(call, kept, judged, decision),
        **_rights(viewer, call, signers),
    )


def _proposal(
    call: Call, kept: DecisionDraft, judged: tuple[Judged, ...], decision: Decision | None
) -> Mapping[str, object]:
    """What was put up for signing, of its record alone, and whether anything has changed since."""
    is_open = call.state is CallState.PUBLISHED
    return {
        "decision": decision,
        "proposed": read_record(decision.record) if decision else None,
        "has_moved_on": decision is not None
        and is_open
        and _now(call, kept, judged, decision) != decision.record,
        "result_words": result_words,
        "measure_words": measure_words,
        "exam_words": exam_words,
        "told_measure": told_measure,
        "unlike_in": unlike_in,
        "labels": {each.value: each.label for each in Outcome},
    }


def _rights(viewer: Viewer, call: Call, signers: set[str]) -> Mapping[str, bool]:
    is_open, is_over = call.state is CallState.PUBLISHED, call.state is CallState.DECIDED
    runs, signs = viewer.may(Permission.RUN_SELECTION), viewer.may(Permission.SIGN_SELECTION)
    return {
        "is_over": is_over,
        "may_save": runs and is_over,
        "may_read_all": signs,
        "may_run": runs and is_open,
        "may_sign": signs and is_open and viewer.person.id not in signers,
    }


def _now(call: Call, draft: DecisionDraft, judged: tuple[Judged, ...], decision: Decision) -> str:
    """The record that the same decision would have if it were put up as things stand now."""
    name = read_record(decision.record)["public"]["organisation"]
    return record_of(call, draft, judged, organisation=name, revision=decision.revision, at=decision.at)
