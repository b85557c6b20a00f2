"""One entry of the frequently asked questions: what it says and rests on, and everything that is done with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, NotFound, Now, Viewer
from genkan.inquiry.errors import InquiryProblem
from genkan.inquiry.faq.errors import FaqUnknown
from genkan.inquiry.faq.faq import Faq
from genkan.inquiry.faq.keeping import Written, own_faq
from genkan.inquiry.faq.transitions import FaqDeed
from genkan.inquiry.pages.faq_form import FaqFields, FaqForm, FaqRefusal
from genkan.inquiry.pages.faq_view import show_faq
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.room import Inquiries
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/faq/{faq_id}", route_class=FormRoute)


@dataclass(frozen=True)
class DoingFaq:
    """The entry of a request, and what is needed to change and to show it."""

    request: Request
    faq_id: str
    viewer: Viewer
    database: Database
    pages: Pages
    inquiries: Inquiries
    clock: Clock

    async def do(
        self, deed: FaqDeed, form: FaqForm, work: Callable[[AsyncConnection], Awaitable[Faq]]
    ) -> Response:
        """Do the work in one transaction; a refusal brings the page back with everything that was typed."""
        try:
            async with self.database.write() as connection:
                await work(connection)
        except FaqUnknown:
            raise
        except InquiryProblem as problem:
            return await self.show(refusal=FaqRefusal(problem, form))
        return RedirectResponse(f"/inquiries/faq/{self.faq_id}?done={deed}", status_code=303)

    async def written(self, form: FaqForm) -> Written:
        """What was sent, with the articles it rests on, found before anything is written."""
        basing = self.inquiries.faqs.basing
        async with self.database.read() as connection:
            await own_faq(connection, self.viewer, self.faq_id)
            readable = await basing.readable(connection, self.viewer)
            basis = await basing.basis(connection, form.draft, collections=readable)
        return Written(form.draft, basis, form.seen, looked_at=bool(form.looked_at))

    async def show(self, *, done: str = "", refusal: FaqRefusal | None = None) -> Response:
        """The page."""
        return await show_faq(
            self.request,
            self.database,
            self.viewer,
            self.pages,
            self.inquiries,
            self.faq_id,
            now=self.clock(),
            done=done,
            refusal=refusal,
        )


async def _doing(
    request: Request,
    faq_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
) -> DoingFaq:
    return DoingFaq(request, faq_id, viewer, database, pages, inquiries, clock)


DoingPart = Annotated[DoingFaq, Depends(_doing)]


@router.get("")
async def show(doing: DoingPart, done: str = "") -> Response:
    """The entry, why it has to be looked at anew, its versions and its history."""
    return await doing.show(done=done)


@router.post("/{deed}")
async def do_deed(deed: str, doing: DoingPart, form: FaqFields) -> Response:
    """Save, ask for approval, give back, approve or end an entry."""
    if deed not in set(FaqDeed):
        raise NotFound
    chosen = FaqDeed(deed)
    if chosen not in (FaqDeed.SAVE, FaqDeed.SUBMIT):
        return await doing.do(chosen, form, lambda connection: _decide(connection, doing, chosen, form))
    try:
        written = await doing.written(form)
    except FaqUnknown:
        raise
    except InquiryProblem as problem:
        return await doing.show(refusal=FaqRefusal(problem, form))
    keeping = doing.inquiries.faqs.keeping
    keep = keeping.save if chosen is FaqDeed.SAVE else keeping.submit
    return await doing.do(
        chosen, form, lambda connection: keep(connection, doing.viewer, doing.faq_id, written)
    )


async def _decide(connection: AsyncConnection, doing: DoingFaq, deed: FaqDeed, form: FaqForm) -> Faq:
    keeping, viewer, faq_id = doing.inquiries.faqs.keeping, doing.viewer, doing.faq_id
    if deed is FaqDeed.APPROVE:
        return await keeping.approve(connection, viewer, faq_id, seen=form.seen)
    decide = keeping.give_back if deed is FaqDeed.RETURN else keeping.retire
    return await decide(connection, viewer, faq_id, form.remark, seen=form.seen)
