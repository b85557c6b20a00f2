"""The page behind a one-time link, where a person sets the password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from genkan.governance.access import Visitor
from genkan.governance.errors import FieldProblem, LinkUnusable
from genkan.governance.pages.explaining import field_errors
from genkan.governance.pages.parts import BrowserPart, DoorPart, PagesPart, SettingsPart
from genkan.governance.pages.session_cookie import enter
from genkan.governance.person import Person
from genkan.governance.sign_in.password_rules import SHORTEST, password_problems
from genkan.ui import Pages

router = APIRouter()


@router.get("/invitation/{token}")
async def show_invitation(
    request: Request, token: str, _visitor: Visitor, pages: PagesPart, door: DoorPart
) -> Response:
    """The form for the password; looking does not use the link up."""
    try:
        person = await door.invited(token)
    except LinkUnusable as problem:
        return _unusable(request, pages, problem)
    return _form(request, pages, person)


@router.post("/invitation/{token}")
async def accept_invitation(
    request: Request,
    token: str,
    _visitor: Visitor,
    pages: PagesPart,
    door: DoorPart,
    browser: BrowserPart,
    settings: SettingsPart,
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Set the password, use the link up and sign the person in."""
    try:
        person = await door.invited(token)
        if problems := password_problems(password, again=again, person=person):
            return _form(request, pages, person, problems=problems)
        session_token = await door.accept(token, password, browser=browser)
    except LinkUnusable as problem:
        return _unusable(request, pages, problem)
    return enter("/", session_token, settings=settings)


def _form(
    request: Request, pages: Pages, person: Person, *, problems: tuple[FieldProblem, ...] = ()
) -> Response:
    return pages.render(
        request,
        "governance/invitation.html",
        status=FieldProblem.status if problems else 200,
        person=person,
        shortest=SHORTEST,
        errors=field_errors(request, pages, problems),
    )


def _unusable(request: Request, pages: Pages, problem: LinkUnusable) -> Response:
    return pages.render(
        request,
        "governance/invitation_unusable.html",
        status=problem.status,
        problem=pages.explain(request, problem),
    )
