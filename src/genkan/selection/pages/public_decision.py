"""A signed decision as everybody reads it, and the letter that an applicant reads of its own application."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from genkan.gateway import day_in_japan
from genkan.governance import DatabasePart
from genkan.selection.application.writing import see_own
from genkan.selection.call.seeing import see_public_call
from genkan.selection.decision.decision import Outcome
from genkan.selection.decision.errors import DecisionMissing
from genkan.selection.decision.paper import (
    decision_paper,
    exam_words,
    letter_paper,
    measure_words,
    result_words,
)
from genkan.selection.decision.seeing import final_decision
from genkan.selection.pages.apply_form import DeskPart
from genkan.selection.pages.apply_parts import ApplyRoute
from genkan.selection.pages.parts import PagesPart, SelectionPart, paper_form, saved
from genkan.selection.pages.public_calls import organisation_of

public = APIRouter(prefix="/calls/{call_id}/decision")
own = APIRouter(prefix="/apply/applications/{application_id}/result", route_class=ApplyRoute)


@public.get("")
async def show_public_decision(
    request: Request, call_id: str, database: DatabasePart, pages: PagesPart
) -> Response:
    """What was decided, without what is confidential."""
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        final = await final_decision(connection, call)
    return pages.render(
        request,
        "selection/public/decision.html",
        call=call,
        organisation=final.record["public"]["organisation"],
        told=final.record["public"],
        decision=final.decision,
        signed_at=final.signatures[-1].at,
        commanded=len(final.commanded),
        outcomes={each.value: each.label for each in Outcome},
        result_words=result_words,
        measure_words=measure_words,
        exam_words=exam_words,
    )


@public.get("/record.json")
async def public_decision_record(call_id: str, database: DatabasePart) -> Response:
    """The public part as data, with the hash of the whole that was signed."""
    async with database.read() as connection:
        final = await final_decision(connection, await see_public_call(connection, call_id))
    signatures = [
        {
            "position": each.position,
            "at": each.at.isoformat(),
            "on_command_line": each.position in final.commanded,
        }
        for each in final.signatures
    ]
    told = {"sha256": final.decision.digest, "public": final.record["public"], "signatures": signatures}
    return JSONResponse(told)


@public.get("/export/{form}")
async def public_decision_paper(
    call_id: str, form: str, database: DatabasePart, selection: SelectionPart
) -> Response:
    """The same as PDF or Word."""
    kind = paper_form(form)
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        final = await final_decision(connection, call)
    at = final.signatures[-1].at
    text = decision_paper(
        call, final.decision, final.record["public"], signed_at=at, commanded=len(final.commanded)
    )
    title = f"{call.content.title}の選定結果"
    return saved(
        await selection.papers.public(final.decision.digest, text, kind, title=title, day=day_in_japan(at))
    )


@own.get("")
async def show_result(desk: DeskPart) -> Response:
    """The result of one's own application, in every criterion."""
    async with desk.database.read() as connection:
        application, call = await see_own(connection, desk.vendor, desk.application_id)
        final = await final_decision(connection, call)
    letter = final.record["letters"].get(application.id)
    if letter is None:
        raise DecisionMissing
    return desk.pages.render(
        desk.request,
        "selection/apply/result.html",
        vendor=desk.vendor,
        application=application,
        call=call,
        letter=letter,
        signed_at=final.signatures[-1].at,
        outcomes={each.value: each.label for each in Outcome},
        result_words=result_words,
        measure_words=measure_words,
        exam_words=exam_words,
        path=desk.path,
    )


@own.get("/export/{form}")
async def save_letter(desk: DeskPart, selection: SelectionPart, form: str) -> Response:
    """The letter as PDF or Word."""
    kind = paper_form(form)
    async with desk.database.read() as connection:
        application, call = await see_own(connection, desk.vendor, desk.application_id)
        final = await final_decision(connection, call)
        organisation = await organisation_of(connection, call)
    letter = final.record["letters"].get(application.id)
    if letter is None:
        raise DecisionMissing
    at = final.signatures[-1].at
    text = letter_paper(call, letter, organisation=organisation, signed_at=at)
    return saved(await selection.papers.make(text, kind, title="選定結果通知", day=day_in_japan(at)))
