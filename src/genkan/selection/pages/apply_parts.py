"""What the routes of vendors ask for: the signed-in vendor, who is another than any person of the staff."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, FormRoute, Ledger, Now, Passwords, part
from genkan.selection.vendor.door import VendorDoor
from genkan.selection.vendor.errors import VendorSessionEnded, VendorSignInRequired
from genkan.selection.vendor.vendor import Vendor
from genkan.settings import Settings

COOKIE = "genkan_vendor"
HOME, SIGN_IN = "/apply", "/apply/sign-in"
LIFE_HOURS = 8
_SECONDS_AN_HOUR = 3600

SettingsPart = Annotated[Settings, part(Settings)]
LedgerPart = Annotated[Ledger, part(Ledger)]
PasswordsPart = Annotated[Passwords, part(Passwords)]


class ApplyRoute(FormRoute):
    """A route of vendors: whoever is not signed in is led to the sign-in of vendors."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_vendor(request: Request) -> Response:
            try:
                return await handle(request)
            except VendorSignInRequired as problem:
                return RedirectResponse(
                    f"{SIGN_IN}?next={quote(problem.next_path, safe='/')}", status_code=303
                )

        return handle_vendor


async def _door(
    database: DatabasePart, ledger: LedgerPart, clock: Now, passwords: PasswordsPart
) -> VendorDoor:
    return VendorDoor(database, ledger, clock, passwords, LIFE_HOURS)


VendorDoorPart = Annotated[VendorDoor, Depends(_door)]


async def _visiting_vendor(request: Request, door: VendorDoorPart) -> Vendor | None:
    token = request.cookies.get(COOKIE, "")
    return await door.find(token) if token else None


VisitingVendor = Annotated[Vendor | None, Depends(_visiting_vendor)]


async def _signed_in_vendor(request: Request, vendor: VisitingVendor) -> Vendor:
    if vendor is not None:
        return vendor
    if request.method in ("GET", "HEAD"):
        raise VendorSignInRequired(next_path=request.url.path)
    raise VendorSessionEnded


SignedInVendor = Annotated[Vendor, Depends(_signed_in_vendor)]


def enter(path: str, token: str, *, settings: Settings) -> Response:
    """Go to ``path`` with the session of a vendor, of which no page of the staff hears."""
    response = RedirectResponse(path, status_code=303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=LIFE_HOURS * _SECONDS_AN_HOUR,
        path=HOME,
        secure=settings.cookies_are_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def leave(path: str, *, settings: Settings) -> Response:
    """Go to ``path`` without a session."""
    response = RedirectResponse(path, status_code=303)
    response.delete_cookie(
        COOKIE, path=HOME, secure=settings.cookies_are_secure, httponly=True, samesite="lax"
    )
    return response
