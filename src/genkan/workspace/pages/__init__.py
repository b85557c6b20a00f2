"""The pages of the workspace."""

from fastapi import APIRouter

from genkan.workspace.pages import chat, deeds, events, home, listing

router = APIRouter()
for _pages in (home, chat, deeds, events, listing):
    router.include_router(_pages.router)

__all__ = ["router"]
