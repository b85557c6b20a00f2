"""The page that shows a one-time link, once."""

from fastapi import Request
from starlette.responses import Response

from genkan.governance.people.links import LINK_LIFE
from genkan.governance.person import Person
from genkan.settings import Settings
from genkan.ui import Pages

_SECONDS_AN_HOUR = 3600


def show_link(
    request: Request, pages: Pages, person: Person, path: str, *, settings: Settings, is_new: bool
) -> Response:
    """The whole address, to be handed to the person; it is stored nowhere."""
    return pages.render(
        request,
        "governance/link.html",
        person=person,
        address=_own_address(request, settings) + path,
        hours=int(LINK_LIFE.total_seconds()) // _SECONDS_AN_HOUR,
        is_new=is_new,
    )


def _own_address(request: Request, settings: Settings) -> str:
    """What staff type where it is set, else what the administrator typed."""
    return (settings.public_address or str(request.base_url)).rstrip("/")
