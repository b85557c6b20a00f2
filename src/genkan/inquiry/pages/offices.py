"""What offices keep to: the list, and the form of one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, FormRoute, Reading, SupervisesInquiries, Viewer, Writing
from genkan.inquiry.errors import EntryProblem, OfficeUnknown
from genkan.inquiry.office import LONGEST_BLOCK, LONGEST_DAYS, LONGEST_YEARS
from genkan.inquiry.office_keeping import OfficeDraft, draft_of, offices_of
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.store.offices import kept_offices, read_office
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/offices", route_class=FormRoute)


class OfficeForm(BaseModel):
    """Settings as they were sent."""

    business_days: str = ""
    four_eyes: str = ""
    contact: str = ""
    greeting: str = ""
    closing: str = ""
    retention_years: str = ""

    @property
    def draft(self) -> OfficeDraft:
        """The same for those who keep offices."""
        return OfficeDraft(
            self.business_days,
            self.four_eyes == "yes",
            self.contact,
            self.greeting,
            self.closing,
            self.retention_years,
        )


OfficeFields = Annotated[OfficeForm, Form()]


@router.get("")
async def list_offices(
    request: Request, viewer: SupervisesInquiries, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The organisation and its offices with what each keeps to."""
    own = viewer.organisation
    names = {own.id: own.name, **await offices_of(connection, own.id)}
    offices = {each: await read_office(connection, own.id, each) for each in names}
    return pages.render(
        request,
        "inquiry/offices.html",
        names=names,
        offices=offices,
        kept=await kept_offices(connection, own.id),
        own=own.id,
        done=done,
    )


@router.get("/{office_id}")
async def show_office(
    request: Request, office_id: str, viewer: SupervisesInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """One office, to be changed."""
    return await _show(request, connection, viewer, pages, office_id)


@router.post("/{office_id}")
async def edit_office(
    request: Request,
    office_id: str,
    viewer: SupervisesInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    form: OfficeFields,
) -> Response:
    """Change what an office keeps to; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            await inquiries.offices.keep(connection, viewer, office_id, form.draft)
    except EntryProblem as problem:
        async with database.read() as connection:
            return await _show(
                request, connection, viewer, pages, office_id, draft=form.draft, problem=problem
            )
    return RedirectResponse("/inquiries/offices?done=edited", status_code=303)


@router.post("/{office_id}/reset")
async def reset_office(
    office_id: str, viewer: SupervisesInquiries, connection: Writing, inquiries: InquiriesPart
) -> Response:
    """Let an office keep again to what the organisation does."""
    await inquiries.offices.reset(connection, viewer, office_id)
    return RedirectResponse("/inquiries/offices?done=reset", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    office_id: str,
    *,
    draft: OfficeDraft | None = None,
    problem: EntryProblem | None = None,
) -> Response:
    own = viewer.organisation
    names = {own.id: own.name, **await offices_of(connection, own.id)}
    if office_id not in names:
        raise OfficeUnknown
    return pages.render(
        request,
        "inquiry/office.html",
        status=problem.status if problem else 200,
        office_id=office_id,
        name=names[office_id],
        is_own=office_id in await kept_offices(connection, own.id) and office_id != own.id,
        draft=draft or draft_of(await read_office(connection, own.id, office_id)),
        errors={problem.field: pages.explain(request, problem)[0]} if problem else {},
        longest_days=LONGEST_DAYS,
        longest_years=LONGEST_YEARS,
        longest_block=LONGEST_BLOCK,
    )
