"""A person's own account: profile, language, sessions, password."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import DatabasePart, Now, Reading, SignedIn, Writing
from genkan.governance.errors import (
    AddressLocked,
    FieldProblem,
    NotFound,
    PasswordWrong,
    SignInBusy,
    SignInLocked,
)
from genkan.governance.pages.browser_name import browser_name
from genkan.governance.pages.explaining import field_errors
from genkan.governance.pages.parts import BrowserPart, DoorPart, LedgerPart, PagesPart
from genkan.governance.people.activity import end_sessions
from genkan.governance.person import Organisation, Viewer
from genkan.governance.roles import Role
from genkan.governance.sign_in.password_rules import SHORTEST, password_problems
from genkan.governance.sign_in.session import close_session
from genkan.governance.store.people import find_organisation
from genkan.governance.store.sessions import Session, list_sessions
from genkan.kit import Clock, Problem
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter()

DONE = {
    "password": _("パスワードを変更しました。ほかの端末のサインインは終了しました。"),
    "session": _("選択したサインインを終了しました。"),
    "sessions": _("ほかの端末のサインインを終了しました。"),
}


@dataclass(frozen=True)
class SessionView:
    """One signed-in device; ``browser`` may be empty."""

    session: Session
    browser: str
    is_current: bool


@dataclass(frozen=True)
class AccountView:
    """What the page shows besides the viewer."""

    bureau: Organisation | None
    roles: Sequence[Role]
    sessions: Sequence[SessionView]


@router.get("/account")
async def show_account(
    request: Request,
    viewer: SignedIn,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: Annotated[str, Query()] = "",
) -> Response:
    """Everything of one's own on one page."""
    account = await _account(connection, viewer, clock=clock)
    return _show(request, pages, account, done=DONE.get(done, ""))


@router.post("/account/password")
async def change_password(
    request: Request,
    viewer: SignedIn,
    database: DatabasePart,
    pages: PagesPart,
    door: DoorPart,
    browser: BrowserPart,
    clock: Now,
    current: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Replace the password; every other session ends."""
    problems: list[Problem] = [*password_problems(password, again=again, person=viewer.person)]
    if not problems:
        try:
            await door.change_password(viewer, current, password, browser=browser)
            return RedirectResponse("/account?done=password", status_code=303)
        except (PasswordWrong, SignInLocked, AddressLocked, SignInBusy) as problem:
            problems.append(problem)
    async with database.read() as connection:
        account = await _account(connection, viewer, clock=clock)
    return _show(request, pages, account, problems=problems)


@router.post("/account/sessions/{session_id}/revoke")
async def revoke_own_session(
    session_id: str, viewer: SignedIn, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """End one of one's own sessions, also one on a lost device."""
    if not await close_session(connection, viewer.person, session_id, ledger=ledger, clock=clock):
        raise NotFound
    return RedirectResponse("/account?done=session", status_code=303)


@router.post("/account/sessions/revoke")
async def revoke_other_sessions(
    viewer: SignedIn, connection: Writing, ledger: LedgerPart, clock: Now
) -> Response:
    """End all of one's own sessions but this."""
    person = viewer.person
    await end_sessions(connection, person, ledger=ledger, clock=clock, actor=person.id, but=viewer.session_id)
    return RedirectResponse("/account?done=sessions", status_code=303)


async def _account(connection: AsyncConnection, viewer: Viewer, *, clock: Clock) -> AccountView:
    person = viewer.person
    bureau_id = person.bureau_id
    bureau = await find_organisation(connection, organisation_id=bureau_id) if bureau_id else None
    sessions = await list_sessions(connection, person.id, now=clock())
    return AccountView(
        bureau=bureau,
        roles=sorted(person.roles),
        sessions=[
            SessionView(session, browser_name(session.browser), session.id == viewer.session_id)
            for session in sessions
        ],
    )


def _show(
    request: Request, pages: Pages, account: AccountView, *, done: str = "", problems: Sequence[Problem] = ()
) -> Response:
    """What belongs to a field stands below it, everything else at the top."""
    at_top = next((problem for problem in problems if not isinstance(problem, FieldProblem)), None)
    below = [problem for problem in problems if isinstance(problem, FieldProblem)]
    return pages.render(
        request,
        "governance/account.html",
        status=problems[0].status if problems else 200,
        account=account,
        shortest=SHORTEST,
        done=done,
        problem=pages.explain(request, at_top) if at_top else None,
        errors=field_errors(request, pages, below),
    )
