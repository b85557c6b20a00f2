"""The page of a case, and everything that officers do with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.gateway import day_in_japan
from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, NotFound, Now, Reading, Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.ending import Ending
from genkan.inquiry.errors import CaseUnknown, InquiryProblem
from genkan.inquiry.pages.case_view import Refusal, show_case
from genkan.inquiry.pages.parts import DeedFields, DeedForm, InquiriesPart, PagesPart
from genkan.inquiry.room import Inquiries
from genkan.inquiry.transitions import REPLY_DEEDS, Deed
from genkan.kit import Clock
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/{case_id}", route_class=FormRoute)


@dataclass(frozen=True)
class Doing:
    """The case of a request, and what is needed to change and to show it."""

    request: Request
    case_id: str
    viewer: Viewer
    database: Database
    pages: Pages
    clock: Clock

    async def do(
        self, deed: Deed, form: DeedForm, work: Callable[[AsyncConnection], Awaitable[Case]]
    ) -> Response:
        """Do the work in one transaction; a refusal brings the page back with everything that was typed."""
        try:
            async with self.database.write() as connection:
                await work(connection)
        except CaseUnknown:
            raise
        except InquiryProblem as problem:
            return await self._refused(Refusal(deed, problem, form))
        return RedirectResponse(f"/inquiries/{self.case_id}?done={deed}", status_code=303)

    async def _refused(self, refusal: Refusal) -> Response:
        async with self.database.read() as connection:
            return await show_case(
                self.request,
                connection,
                self.viewer,
                self.pages,
                self.case_id,
                today=day_in_japan(self.clock()),
                refusal=refusal,
            )


async def _doing(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    clock: Now,
) -> Doing:
    return Doing(request, case_id, viewer, database, pages, clock)


DoingPart = Annotated[Doing, Depends(_doing)]


@router.get("")
async def show(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: str = "",
) -> Response:
    """The letter, what is proposed, the notes and the history."""
    today = day_in_japan(clock())
    return await show_case(request, connection, viewer, pages, case_id, today=today, done=done)


@router.post("/{deed}")
async def do_deed(deed: str, doing: DoingPart, inquiries: InquiriesPart, form: DeedFields) -> Response:
    """One deed of an officer: deciding, taking over, noting, answering, completing, referring, declining, reopening."""
    if deed not in set(Deed) - REPLY_DEEDS:
        raise NotFound
    chosen = Deed(deed)

    async def work(connection: AsyncConnection) -> Case:
        return await _work(connection, inquiries, doing, chosen, form)

    return await doing.do(chosen, form, work)


async def _work(
    connection: AsyncConnection, inquiries: Inquiries, doing: Doing, deed: Deed, form: DeedForm
) -> Case:
    viewer, case_id, seen = doing.viewer, doing.case_id, form.seen
    match deed:
        case Deed.CONFIRM:
            return await inquiries.assigning.confirm(connection, viewer, case_id, form.decision)
        case Deed.TAKE:
            return await inquiries.assigning.take(connection, viewer, case_id, seen=seen)
        case Deed.NOTE:
            return await inquiries.noting.note(connection, viewer, case_id, form.words, seen=seen)
        case Deed.COMPLETE:
            return await inquiries.ending.complete(connection, viewer, case_id, seen=seen)
        case Deed.REFER | Deed.DEADLINE:
            return await _with_field(connection, inquiries.ending, doing, deed, form)
        case Deed.JOIN | Deed.PART:
            settle = inquiries.joining.join if deed is Deed.JOIN else inquiries.joining.part
            return await settle(connection, viewer, case_id, form.earlier, seen=seen)
        case Deed.ANSWER | Deed.DECLINE | Deed.REOPEN:
            return await inquiries.ending.end(connection, viewer, case_id, deed, form.words, seen=seen)
        case _:
            raise NotFound


async def _with_field(
    connection: AsyncConnection, ending: Ending, doing: Doing, deed: Deed, form: DeedForm
) -> Case:
    """What takes a field besides its words: whom a case is referred to, or its new deadline."""
    viewer, case_id, words, seen = doing.viewer, doing.case_id, form.words, form.seen
    if deed is Deed.REFER:
        return await ending.refer(connection, viewer, case_id, words, to=form.destination, seen=seen)
    return await ending.set_deadline(connection, viewer, case_id, words, day=form.deadline, seen=seen)
