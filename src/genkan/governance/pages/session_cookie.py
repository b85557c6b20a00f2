"""The cookie that carries the token of a session."""

from starlette.responses import RedirectResponse, Response

from genkan.governance.access import SESSION_COOKIE
from genkan.settings import Settings

_SECONDS_AN_HOUR = 3600


def enter(path: str, token: str, *, settings: Settings) -> Response:
    """Go to ``path`` with the session."""
    response = RedirectResponse(path, status_code=303)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=settings.session_hours * _SECONDS_AN_HOUR,
        path="/",
        secure=settings.cookies_are_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def leave(path: str, *, settings: Settings) -> Response:
    """Go to ``path`` without a session."""
    response = RedirectResponse(path, status_code=303)
    response.delete_cookie(
        SESSION_COOKIE, path="/", secure=settings.cookies_are_secure, httponly=True, samesite="lax"
    )
    return response
