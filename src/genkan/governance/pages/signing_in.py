"""Signing in by password, and signing out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import Now, Visitor, Writing
from genkan.governance.errors import AddressLocked, GovernanceProblem, SignInBusy, SignInLocked, SignInRefused
from genkan.governance.pages.own_path import own_path
from genkan.governance.pages.parts import BrowserPart, DoorPart, LedgerPart, PagesPart, SettingsPart
from genkan.governance.pages.session_cookie import enter, leave
from genkan.governance.sign_in.session import close_session
from genkan.kit import shorten
from genkan.ui import Pages

router = APIRouter()

_SECONDS_A_MINUTE = 60
_LONGEST_NAME = 100


@router.get("/sign-in")
async def show_sign_in(
    request: Request,
    visitor: Visitor,
    pages: PagesPart,
    next_path: Annotated[str, Query(alias="next")] = "/",
) -> Response:
    """The form; those who are signed in go straight on."""
    target = own_path(next_path)
    if visitor is not None:
        return RedirectResponse(target, status_code=303)
    return pages.render(request, "governance/sign_in.html", problem=None, sign_in_name="", next=target)


@router.post("/sign-in")
async def sign_in(
    request: Request,
    visitor: Visitor,
    pages: PagesPart,
    door: DoorPart,
    browser: BrowserPart,
    settings: SettingsPart,
    sign_in_name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next_path: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Open a session with a new token; with a refusal the name that was typed comes back."""
    target = own_path(next_path)
    try:
        token = await door.sign_in(sign_in_name, password, browser=browser, instead_of=visitor)
    except (SignInRefused, SignInLocked, AddressLocked, SignInBusy) as problem:
        return _refuse(request, pages, problem, sign_in_name=sign_in_name, target=target)
    return enter(target, token, settings=settings)


@router.post("/sign-out")
async def sign_out(
    visitor: Visitor, connection: Writing, ledger: LedgerPart, clock: Now, settings: SettingsPart
) -> Response:
    """End the session; harmless where there is none."""
    if visitor is not None:
        await close_session(connection, visitor.person, visitor.session_id, ledger=ledger, clock=clock)
    return leave("/sign-in", settings=settings)


def _refuse(
    request: Request, pages: Pages, problem: GovernanceProblem, *, sign_in_name: str, target: str
) -> Response:
    response = pages.render(
        request,
        "governance/sign_in.html",
        status=problem.status,
        problem=pages.explain(request, problem),
        sign_in_name=shorten(sign_in_name, length=_LONGEST_NAME),
        next=target,
    )
    minutes = problem.details.get("minutes")
    if isinstance(minutes, int):
        response.headers["retry-after"] = str(minutes * _SECONDS_A_MINUTE)
    return response
