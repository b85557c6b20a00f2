"""The pages of regulations: searching, reading, and looking after them."""

from fastapi import APIRouter

from genkan.knowledge.pages import collections, regulations, searching, uploading

_PAGES = (searching, regulations, collections, uploading)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
