"""An applicant asks for an account from the public page of a call, without one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart
from genkan.kit import Problem, shorten
from genkan.selection.call.call import CallState
from genkan.selection.call.seeing import see_public_call
from genkan.selection.errors import EntryProblem, SelectionProblem
from genkan.selection.pages.parts import PagesPart, SelectionPart
from genkan.selection.pages.public_calls import organisation_of
from genkan.selection.vendor.accounts import VendorDraft
from genkan.selection.vendor.errors import RegistrationsClosed
from genkan.selection.vendor.vendor import LONGEST_EMAIL
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/calls/{call_id}/register")
_LONGEST_SHOWN = 200


class RegisterForm(BaseModel):
    """What an applicant sent."""

    company: str = ""
    name: str = ""
    email: str = ""

    @property
    def draft(self) -> VendorDraft:
        """The account that is asked for."""
        return VendorDraft(self.company, self.name, self.email)


@router.get("")
async def show_register(
    request: Request, call_id: str, database: DatabasePart, pages: PagesPart, done: str = ""
) -> Response:
    """The form, or that it was taken; the same for whoever sends it."""
    return await _show(request, database, pages, call_id, VendorDraft(), is_done=done == "sent")


@router.post("")
async def register(
    request: Request,
    call_id: str,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    form: Annotated[RegisterForm, Form()],
) -> Response:
    """Keep the registration; what was typed comes back with what is wrong."""
    draft = form.draft
    if faults := draft.faults():
        return await _show(request, database, pages, call_id, draft, faults=faults)
    address = request.client.host if request.client else ""
    try:
        await selection.registering.register(call_id, draft, address=address)
    except SelectionProblem as problem:
        if problem.status == 404:
            raise
        return await _show(request, database, pages, call_id, draft, problem=problem)
    return RedirectResponse(f"/calls/{call_id}/register?done=sent", status_code=303)


async def _show(
    request: Request,
    database: Database,
    pages: Pages,
    call_id: str,
    draft: VendorDraft,
    *,
    faults: tuple[EntryProblem, ...] = (),
    problem: Problem | None = None,
    is_done: bool = False,
) -> Response:
    async with database.read() as connection:
        call = await see_public_call(connection, call_id)
        organisation = await organisation_of(connection, call)
    if call.state is not CallState.PUBLISHED and problem is None:
        problem = RegistrationsClosed()
    status = problem.status if problem else faults[0].status if faults else 200
    return pages.render(
        request,
        "selection/public/register.html",
        status=status,
        call=call,
        organisation=organisation,
        draft=VendorDraft(
            shorten(draft.company, length=_LONGEST_SHOWN),
            shorten(draft.name, length=_LONGEST_SHOWN),
            shorten(draft.email, length=LONGEST_EMAIL),
        ),
        errors={each.field: pages.explain(request, each)[0] for each in faults},
        told=pages.explain(request, problem) if problem else None,
        is_open=call.state is CallState.PUBLISHED,
        is_done=is_done,
    )
