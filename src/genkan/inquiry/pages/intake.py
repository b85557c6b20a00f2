"""Taking an inquiry in by hand."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, FormRoute
from genkan.inquiry.case import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_TEXT, Channel
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.kit import Problem, storable
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)

BY_HAND = (Channel.COUNTER, Channel.TELEPHONE, Channel.LETTER, Channel.FAX, Channel.EMAIL)


@router.get("/inquiries/new")
async def show_form(request: Request, viewer: AnswersInquiries, pages: PagesPart) -> Response:
    """An empty form."""
    return _show(request, pages, Draft(), {})


@router.post("/inquiries/new")
async def receive(
    request: Request,
    viewer: AnswersInquiries,
    pages: PagesPart,
    inquiries: InquiriesPart,
    channel: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    address: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Receive the inquiry; what was typed comes back with everything that is wrong with it."""
    by_hand = channel if channel in BY_HAND else ""
    draft = Draft(by_hand, storable(text), storable(name), storable(address))
    faults = faults_of(draft)
    if faults:
        return _show(request, pages, draft, {fault.field: fault for fault in faults})
    given = [Incoming(each.filename, await each.read()) for each in files or () if each.filename]
    try:
        case = await inquiries.receiving.receive(viewer, draft, attachments=given)
    except Problem as problem:
        if not given:
            raise
        return _show(request, pages, draft, {"files": problem})
    return RedirectResponse(f"/inquiries/{case.id}?done=received", status_code=303)


def _show(request: Request, pages: Pages, draft: Draft, faults: Mapping[str, Problem]) -> Response:
    return pages.render(
        request,
        "inquiry/new.html",
        status=next((fault.status for fault in faults.values()), 200),
        draft=draft,
        errors={field: pages.explain(request, fault)[0] for field, fault in faults.items()},
        channels=BY_HAND,
        longest_text=LONGEST_TEXT,
        longest_name=LONGEST_NAME,
        longest_address=LONGEST_ADDRESS,
    )
