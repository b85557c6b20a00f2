"""Vendors sign in, set a password by a one-time link, and sign out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import (
    SHORTEST_PASSWORD,
    AddressLocked,
    FieldProblem,
    LinkUnusable,
    SignInBusy,
    SignInLocked,
    password_problems,
)
from genkan.kit import Problem, shorten
from genkan.selection.pages.apply_parts import (
    COOKIE,
    HOME,
    SIGN_IN,
    ApplyRoute,
    SettingsPart,
    VendorDoorPart,
    VisitingVendor,
    enter,
    leave,
)
from genkan.selection.pages.parts import PagesPart, Typed
from genkan.selection.vendor.errors import VendorRefused
from genkan.selection.vendor.vendor import LONGEST_EMAIL, Vendor
from genkan.ui import Pages

router = APIRouter(prefix="/apply", route_class=ApplyRoute)
_SECONDS_A_MINUTE = 60


@router.get("/sign-in")
async def show_sign_in(
    request: Request,
    visitor: VisitingVendor,
    pages: PagesPart,
    next_path: Annotated[str, Query(alias="next")] = HOME,
) -> Response:
    """The form; vendors who are signed in go straight on."""
    if visitor is not None:
        return RedirectResponse(_own_path(next_path), status_code=303)
    return _sign_in(request, pages, target=_own_path(next_path))


@router.post("/sign-in")
async def sign_in(
    request: Request,
    pages: PagesPart,
    door: VendorDoorPart,
    settings: SettingsPart,
    email: Typed = "",
    password: Typed = "",
    next_path: Typed = HOME,
) -> Response:
    """Open a session; with a refusal the address that was typed comes back."""
    address = request.client.host if request.client else ""
    target = _own_path(next_path)
    try:
        token = await door.sign_in(email, password, address=address)
    except (VendorRefused, SignInLocked, AddressLocked, SignInBusy) as problem:
        return _sign_in(request, pages, target=target, email=email, problem=problem)
    return enter(target, token, settings=settings)


@router.post("/sign-out")
async def sign_out(request: Request, door: VendorDoorPart, settings: SettingsPart) -> Response:
    """End the session; harmless where there is none."""
    await door.sign_out(request.cookies.get(COOKIE, ""))
    return leave(SIGN_IN, settings=settings)


@router.get("/link/{token}")
async def show_link(request: Request, token: str, pages: PagesPart, door: VendorDoorPart) -> Response:
    """The form for the password; looking does not use the link up."""
    try:
        vendor = await door.invited(token)
    except LinkUnusable as problem:
        return pages.problem(request, problem)
    return _password(request, pages, vendor)


@router.post("/link/{token}")
async def accept_link(
    request: Request,
    token: str,
    pages: PagesPart,
    door: VendorDoorPart,
    settings: SettingsPart,
    password: Typed = "",
    again: Typed = "",
) -> Response:
    """Set the password, use the link up and sign the vendor in."""
    try:
        vendor = await door.invited(token)
        if problems := password_problems(password, again=again, person=vendor):
            return _password(request, pages, vendor, problems=problems)
        session_token = await door.accept(token, password)
    except LinkUnusable as problem:
        return pages.problem(request, problem)
    return enter(HOME, session_token, settings=settings)


def _sign_in(
    request: Request,
    pages: Pages,
    *,
    target: str,
    email: str = "",
    problem: Problem | None = None,
) -> Response:
    response = pages.render(
        request,
        "selection/apply/sign_in.html",
        status=problem.status if problem else 200,
        told=pages.explain(request, problem) if problem else None,
        email=shorten(email, length=LONGEST_EMAIL),
        next=target,
        vendor=None,
    )
    minutes = problem.details.get("minutes") if problem else None
    if isinstance(minutes, int):
        response.headers["retry-after"] = str(minutes * _SECONDS_A_MINUTE)
    return response


def _password(
    request: Request, pages: Pages, vendor: Vendor, *, problems: tuple[FieldProblem, ...] = ()
) -> Response:
    return pages.render(
        request,
        "selection/apply/password.html",
        status=FieldProblem.status if problems else 200,
        person=vendor,
        shortest=SHORTEST_PASSWORD,
        errors={each.field: pages.explain(request, each)[0] for each in problems},
        vendor=None,
    )


def _own_path(path: str) -> str:
    """The path where it is one of vendors, else their home."""
    is_plain = path.isascii() and path.isprintable() and "\\" not in path and " " not in path
    return path if is_plain and (path == HOME or path.startswith(f"{HOME}/")) else HOME
