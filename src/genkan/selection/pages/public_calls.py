"""Calls as everybody reads them: pages, papers and JSON, without an account."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import JSONResponse, Response

from genkan.gateway import day_in_japan
from genkan.governance import DatabasePart, Now, find_organisation
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.edition import read_record
from genkan.selection.call.paper import call_paper
from genkan.selection.call.seeing import see_public_call
from genkan.selection.call.store.calls import editions_of, public_calls
from genkan.selection.call.store.questions import questions_of
from genkan.selection.pages.parts import PagesPart, SelectionPart, paper_form, saved

router = APIRouter(prefix="/calls")


@router.get("")
async def list_public_calls(request: Request, database: DatabasePart, pages: PagesPart) -> Response:
    """Every published call."""
    async with database.read() as connection:
        calls = await public_calls(connection)
        names = {call.id: await organisation_of(connection, call) for call in calls}
    return pages.render(request, "selection/public/calls.html", calls=calls, names=names, organisation="")


@router.get("/{call_id}")
async def show_public_call(
    request: Request, call_id: str, database: DatabasePart, pages: PagesPart, clock: Now
) -> Response:
    """A call with its amendments, and the questions that were answered."""
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        editions = await editions_of(connection, call.id)
        questions = await questions_of(connection, call.id)
        organisation = await organisation_of(connection, call)
    return pages.render(
        request,
        "selection/public/call.html",
        call=call,
        editions=editions,
        questions=[each for each in questions if each.published_at],
        organisation=organisation,
        is_late=call.is_late(clock()),
        is_decided=call.state is CallState.DECIDED,
    )


@router.get("/{call_id}/record.json")
async def public_record(call_id: str, database: DatabasePart) -> Response:
    """The records of all editions with their hashes, and the questions that were answered."""
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        editions = await editions_of(connection, call.id)
        questions = await questions_of(connection, call.id)
    told = [(each, each.published_at.isoformat()) for each in questions if each.published_at]
    return JSONResponse(
        {
            "editions": [{"sha256": each.digest, "record": read_record(each.record)} for each in editions],
            "questions": [
                {"question": each.text, "answer": each.answer, "published_at": at} for each, at in told
            ],
        }
    )


@router.get("/{call_id}/export/{form}")
async def public_paper(call_id: str, form: str, database: DatabasePart, selection: SelectionPart) -> Response:
    """The latest edition as PDF or Word."""
    kind = paper_form(form)
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        editions = await editions_of(connection, call.id)
        organisation = await organisation_of(connection, call)
    text = call_paper(call, editions, organisation=organisation)
    day = day_in_japan(editions[-1].at)
    return saved(await selection.papers.public(call.digest, text, kind, title=call.content.title, day=day))


async def organisation_of(connection: AsyncConnection, call: Call) -> str:
    """The name of the organisation that calls."""
    found = await find_organisation(connection, organisation_id=call.organisation_id)
    return found.name if found else ""
