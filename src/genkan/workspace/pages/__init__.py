"""The pages of the workspace."""

from fastapi import APIRouter

from genkan.workspace.pages import chat, deeds, events, home, listing

_PAGES = (home, chat, deeds, events, listing)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
