"""Taking an inquiry in by hand."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, FormRoute
from genkan.inquiry.case import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_TEXT, Channel
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.receiving import BUSINESS_DAYS
from genkan.kit import storable
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)


@router.get("/inquiries/new")
async def show_form(request: Request, viewer: AnswersInquiries, pages: PagesPart) -> Response:
    """An empty form."""
    return _show(request, pages, Draft(), ())


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
) -> Response:
    """Receive the inquiry; what was typed comes back with everything that is wrong with it."""
    draft = Draft(channel, storable(text), storable(name), storable(address))
    faults = faults_of(draft)
    if faults:
        return _show(request, pages, draft, faults)
    case = await inquiries.receiving.receive(viewer, draft)
    return RedirectResponse(f"/inquiries/{case.id}?done=received", status_code=303)


def _show(request: Request, pages: Pages, draft: Draft, faults: tuple[EntryProblem, ...]) -> Response:
    return pages.render(
        request,
        "inquiry/new.html",
        status=faults[0].status if faults else 200,
        draft=draft,
        errors={fault.field: pages.explain(request, fault)[0] for fault in faults},
        channels=tuple(Channel),
        longest_text=LONGEST_TEXT,
        longest_name=LONGEST_NAME,
        longest_address=LONGEST_ADDRESS,
        days=BUSINESS_DAYS,
    )
