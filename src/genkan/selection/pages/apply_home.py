"""The home of a vendor: calls to apply to, own applications, questions."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, Now
from genkan.kit import Problem
from genkan.selection.application.application import that_counts
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.call.call import CallState
from genkan.selection.call.store.calls import public_calls
from genkan.selection.call.store.questions import questions_of
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages.apply_parts import ApplyRoute, SignedInVendor
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed
from genkan.selection.vendor.vendor import Vendor
from genkan.ui import Pages

router = APIRouter(prefix="/apply", route_class=ApplyRoute)


@router.get("")
async def show_home(
    request: Request,
    vendor: SignedInVendor,
    database: DatabasePart,
    pages: PagesPart,
    clock: Now,
    done: str = "",
) -> Response:
    """The calls of the office, and what the vendor sent to them."""
    async with database.read() as connection:
        return await _home(request, connection, vendor, pages, clock, done=done)


@router.post("/calls/{call_id}/applications")
async def begin_application(
    request: Request,
    call_id: str,
    vendor: SignedInVendor,
    database: DatabasePart,
    selection: SelectionPart,
) -> Response:
    """A new application."""
    async with database.write() as connection:
        application = await selection.writing.begin(connection, vendor, call_id)
    return RedirectResponse(f"/apply/applications/{application.id}", status_code=303)


@router.post("/calls/{call_id}/questions")
async def ask(
    request: Request,
    call_id: str,
    vendor: SignedInVendor,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    clock: Now,
    text: Typed = "",
) -> Response:
    """Ask the office; the answer is published to everybody."""
    try:
        async with database.write() as connection:
            await selection.asking.ask(connection, call_id, vendor_id=vendor.id, text=text)
    except SelectionProblem as problem:
        if problem.status == 404:
            raise
        async with database.read() as connection:
            return await _home(
                request, connection, vendor, pages, clock, problem=problem, typed=(call_id, text)
            )
    return RedirectResponse("/apply?done=asked", status_code=303)


async def _home(
    request: Request,
    connection: AsyncConnection,
    vendor: Vendor,
    pages: Pages,
    clock: Now,
    *,
    done: str = "",
    problem: Problem | None = None,
    typed: tuple[str, str] = ("", ""),
) -> Response:
    now = clock()
    calls = [
        each for each in await public_calls(connection) if each.organisation_id == vendor.organisation_id
    ]
    mine = await list_applications(connection, vendor_id=vendor.id)
    submissions = await submissions_by(connection, [each.id for each in mine])
    asked = {
        call.id: [each for each in await questions_of(connection, call.id) if each.vendor_id == vendor.id]
        for call in calls
    }
    return pages.render(
        request,
        "selection/apply/home.html",
        status=problem.status if problem else 200,
        vendor=vendor,
        calls=calls,
        titles={call.id: call.content.title for call in calls},
        asking={call.id for call in calls if call.takes_questions(now)},
        open={call.id for call in calls if call.state is CallState.PUBLISHED},
        late={call.id for call in calls if call.is_late(now)},
        asked=asked,
        applications=mine,
        submissions={key: that_counts(each) for key, each in submissions.items()},
        done=done,
        told=pages.explain(request, problem) if problem else None,
        field=problem.field if isinstance(problem, EntryProblem) else "",
        typed={typed[0]: typed[1]},
    )
