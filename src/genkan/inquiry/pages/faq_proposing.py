"""Making an entry of the frequently asked questions of an answered case."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, Now, Viewer
from genkan.inquiry.errors import CaseUnknown, InquiryProblem
from genkan.inquiry.faq.store.faqs import faqs_of_case
from genkan.inquiry.pages.faq_form import FaqFields, FaqRefusal, form_context
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.room import Inquiries
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/{case_id}/faq", route_class=FormRoute)


@router.get("")
async def show_draft(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
    concern: Annotated[str, Query()] = "1",
) -> Response:
    """The draft that the concern and the answer give, without personal data that a detector finds."""
    number = int(concern) if concern.isdecimal() and len(concern) < 4 else 1
    return await _show(request, database, viewer, pages, inquiries, clock, case_id, concern=number)


@router.post("")
async def propose(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
    form: FaqFields,
) -> Response:
    """Keep the draft as an entry; what was typed comes back with a refusal."""
    faqs = inquiries.faqs
    try:
        async with database.read() as connection:
            readable = await faqs.basing.readable(connection, viewer)
            basis = await faqs.basing.basis(connection, form.draft, collections=readable)
        async with database.write() as connection:
            faq = await faqs.keeping.propose(connection, viewer, form.draft, basis, case_id=case_id)
    except CaseUnknown:
        raise
    except InquiryProblem as problem:
        refusal = FaqRefusal(problem, form)
        number = form.chosen
        return await _show(
            request, database, viewer, pages, inquiries, clock, case_id, concern=number, refusal=refusal
        )
    return RedirectResponse(f"/inquiries/faq/{faq.id}?done=propose", status_code=303)


async def _show(
    request: Request,
    database: Database,
    viewer: Viewer,
    pages: Pages,
    inquiries: Inquiries,
    clock: Clock,
    case_id: str,
    *,
    concern: int,
    refusal: FaqRefusal | None = None,
) -> Response:
    async with database.read() as connection:
        proposed = await inquiries.faqs.proposing.propose(
            connection, viewer, case_id, concern=concern, now=clock()
        )
        draft = refusal.form.draft if refusal else proposed.draft
        context = await form_context(request, connection, viewer, pages, draft, refusal)
        made = await faqs_of_case(connection, proposed.case.id)
    return pages.render(
        request,
        "inquiry/faq_new.html",
        status=refusal.problem.status if refusal else 200,
        case=proposed.case,
        proposed=proposed,
        made=made,
        **context,
    )
