"""The language and the colours of the pages, chosen by anyone at any time."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from genkan.governance.access import DatabasePart, Visitor
from genkan.governance.pages.own_path import own_path
from genkan.governance.pages.parts import SettingsPart
from genkan.governance.store.people import set_language
from genkan.settings import Settings
from genkan.ui import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE

router = APIRouter()

THEMES = ("light", "dark")
_SECONDS_A_YEAR = 365 * 24 * 3600


@router.post("/language")
async def choose_language(
    visitor: Visitor,
    database: DatabasePart,
    settings: SettingsPart,
    language: Annotated[str, Form()] = "",
    next_path: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Keep the language with the account, and in the browser for when nobody is signed in."""
    response = RedirectResponse(own_path(next_path), status_code=303)
    if language not in LANGUAGES:
        return response
    if visitor is not None:
        async with database.write() as connection:
            await set_language(connection, visitor.person.id, language=language)
    _keep(response, LANGUAGE_COOKIE, language, settings=settings)
    return response


@router.post("/theme")
async def choose_theme(
    settings: SettingsPart,
    theme: Annotated[str, Form()] = "",
    next_path: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Keep the colours in the browser; anything but light and dark means those of the device."""
    response = RedirectResponse(own_path(next_path), status_code=303)
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme, settings=settings)
    else:
        response.delete_cookie(THEME_COOKIE, path="/")
    return response


def _keep(response: Response, name: str, value: str, *, settings: Settings) -> None:
    """Not ``HttpOnly``: the script of the page switches the colours too."""
    response.set_cookie(
        name,
        value,
        max_age=_SECONDS_A_YEAR,
        path="/",
        secure=settings.cookies_are_secure,
        samesite="lax",
    )
