"""The page of a reply: choosing what it rests on, writing, checking, approving and withdrawing it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, Now, Reading, Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.changing import see
from genkan.inquiry.errors import CaseUnknown, InquiryProblem
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.pages.reply_form import ReplyFields, ReplyForm
from genkan.inquiry.pages.reply_told import failure_told
from genkan.inquiry.pages.reply_view import ReplyRefusal, show_reply
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.draftings import latest_drafting
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/{case_id}/reply", route_class=FormRoute)

Work = Callable[[AsyncConnection], Awaitable[Case | None]]


@dataclass(frozen=True)
class ReplyDoing:
    """The case of a request, and what is needed to change its reply and to show it."""

    request: Request
    case_id: str
    viewer: Viewer
    database: Database
    pages: Pages
    inquiries: Inquiries
    clock: Clock

    async def do(self, done: str, form: ReplyForm, work: Work) -> Response:
        """Do the work in one transaction; a refusal brings the page back with everything that was typed."""
        try:
            async with self.database.write() as connection:
                await work(connection)
        except CaseUnknown:
            raise
        except InquiryProblem as problem:
            return await self.show(refusal=ReplyRefusal(problem, form))
        return RedirectResponse(f"/inquiries/{self.case_id}/reply?done={done}", status_code=303)

    async def show(self, *, done: str = "", refusal: ReplyRefusal | None = None) -> Response:
        """The page."""
        return await show_reply(
            self.request,
            self.database,
            self.viewer,
            self.pages,
            self.inquiries,
            self.case_id,
            now=self.clock(),
            done=done,
            refusal=refusal,
        )


async def _doing(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
) -> ReplyDoing:
    return ReplyDoing(request, case_id, viewer, database, pages, inquiries, clock)


DoingReply = Annotated[ReplyDoing, Depends(_doing)]


@router.get("")
async def show(doing: DoingReply, done: str = "") -> Response:
    """The reply as it stands, with what is needed to write it or to judge it."""
    return await doing.show(done=done)


@router.get("/drafting")
async def show_drafting(
    request: Request, case_id: str, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """How far a draft is that a model writes."""
    case = await see(connection, viewer, case_id)
    drafting = await latest_drafting(connection, case.id)
    failure = failure_told(pages, request, drafting)
    return pages.render(request, "inquiry/_drafting.html", case=case, drafting=drafting, failure=failure)


@router.post("/draft")
async def save(doing: DoingReply, form: ReplyFields) -> Response:
    """Keep the reply as far as it is written."""

    async def work(connection: AsyncConnection) -> Case:
        preparing = doing.inquiries.replies.preparing
        return await preparing.save(connection, doing.viewer, doing.case_id, form.entry, seen=form.seen)

    return await doing.do("draft", form, work)


@router.post("/return")
async def give_back(doing: DoingReply, form: ReplyFields) -> Response:
    """Return a reply that waits for approval, with a reason."""

    async def work(connection: AsyncConnection) -> Case:
        preparing = doing.inquiries.replies.preparing
        return await preparing.give_back(connection, doing.viewer, doing.case_id, form.words, seen=form.seen)

    return await doing.do("return", form, work)


@router.post("/withdraw")
async def withdraw(doing: DoingReply, form: ReplyFields) -> Response:
    """Take back a reply within the minute."""

    async def work(connection: AsyncConnection) -> Case:
        approving = doing.inquiries.replies.approving
        return await approving.withdraw(connection, doing.viewer, doing.case_id, seen=form.seen)

    return await doing.do("withdraw", form, work)
