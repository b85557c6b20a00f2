"""Erasing what is known of a citizen: the request that an officer records, and the decision of a supervisor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import (
    AnswersInquiries,
    DatabasePart,
    FormRoute,
    NotFound,
    Permission,
    Reading,
    Viewer,
    names_of,
)
from genkan.inquiry.case import LONGEST_NOTE, CaseState
from genkan.inquiry.changing import see
from genkan.inquiry.erasure import RequestState
from genkan.inquiry.erasure.store import latest_request
from genkan.inquiry.errors import CaseUnknown, EntryProblem, InquiryProblem
from genkan.inquiry.pages.parts import DeedFields, DeedForm, InquiriesPart, PagesPart
from genkan.inquiry.pages.wording import STATE_KINDS
from genkan.inquiry.room import Inquiries
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/{case_id}/erasure", route_class=FormRoute)


@router.get("")
async def show_erasure(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """What was asked and decided, and the forms that are left."""
    return await _show(request, connection, viewer, pages, case_id, _Answer(done=done))


@dataclass(frozen=True)
class _Deciding:
    """One request, and what is needed to do what it asks."""

    request: Request
    case_id: str
    viewer: Viewer
    database: Database
    pages: Pages
    form: DeedForm

    async def do(self, deed: str, work: Callable[[AsyncConnection], Awaitable[object]]) -> Response:
        """Do the work in one transaction; a refusal brings the page back with everything that was typed."""
        try:
            async with self.database.write() as connection:
                await work(connection)
        except CaseUnknown:
            raise
        except InquiryProblem as problem:
            async with self.database.read() as connection:
                return await _show(
                    self.request,
                    connection,
                    self.viewer,
                    self.pages,
                    self.case_id,
                    _Answer(form=self.form, problem=problem),
                )
        return RedirectResponse(f"/inquiries/{self.case_id}/erasure?done={deed}", status_code=303)


async def _deciding(
    request: Request,
    case_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    form: DeedFields,
) -> _Deciding:
    return _Deciding(request, case_id, viewer, database, pages, form)


DecidingPart = Annotated[_Deciding, Depends(_deciding)]


@router.post("/ask")
async def ask(deciding: DecidingPart, inquiries: InquiriesPart) -> Response:
    """Record that the citizen asks for erasure."""
    each = deciding
    return await each.do(
        "asked",
        lambda connection: inquiries.erasing.ask(connection, each.viewer, each.case_id, each.form.words),
    )


@router.post("/approve")
async def approve(deciding: DecidingPart, inquiries: InquiriesPart) -> Response:
    """Erase."""
    _must_supervise(deciding.viewer)
    return await deciding.do("approved", lambda connection: _approve(connection, deciding, inquiries))


@router.post("/decline")
async def decline(deciding: DecidingPart, inquiries: InquiriesPart) -> Response:
    """Keep the case, with the reason."""
    _must_supervise(deciding.viewer)
    each = deciding
    return await each.do(
        "declined",
        lambda connection: inquiries.erasing.decline(connection, each.viewer, each.case_id, each.form.words),
    )


async def _approve(connection: AsyncConnection, deciding: _Deciding, inquiries: Inquiries) -> object:
    return await inquiries.erasing.approve(
        connection, deciding.viewer, deciding.case_id, seen=deciding.form.seen
    )


def _must_supervise(viewer: Viewer) -> None:
    if not viewer.may(Permission.SUPERVISE_INQUIRIES):
        raise NotFound


@dataclass(frozen=True)
class _Answer:
    """What the page says of a deed: that it is done, or why not, with what was typed."""

    done: str = ""
    form: DeedForm | None = None
    problem: InquiryProblem | None = None


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    case_id: str,
    answer: _Answer,
) -> Response:
    case = await see(connection, viewer, case_id)
    return pages.render(
        request,
        "inquiry/erasure.html",
        status=answer.problem.status if answer.problem else 200,
        case=case,
        erased=case.state is CaseState.ERASED,
        supervises=viewer.may(Permission.SUPERVISE_INQUIRIES),
        state_kinds=STATE_KINDS,
        longest_note=LONGEST_NOTE,
        **await _asked_shown(connection, case.id),
        **_answer_shown(request, pages, answer),
    )


async def _asked_shown(connection: AsyncConnection, case_id: str) -> dict[str, object]:
    """The latest request with the names of who recorded and who decided it."""
    asked = await latest_request(connection, case_id)
    people = sorted({person for person in (asked.asked_by, asked.decided_by) if person}) if asked else []
    waiting = asked is not None and asked.state is RequestState.ASKED
    return {"asked": asked, "names": await names_of(connection, people), "waiting": waiting}


def _answer_shown(request: Request, pages: Pages, answer: _Answer) -> dict[str, object]:
    told = pages.explain(request, answer.problem) if answer.problem else None
    error = told[0] if told and isinstance(answer.problem, EntryProblem) else ""
    words = answer.form.words if answer.form else ""
    return {"words": words, "problem": told, "error": error, "done": answer.done}
