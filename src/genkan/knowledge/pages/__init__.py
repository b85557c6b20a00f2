"""The pages of regulations: searching, reading, and looking after them."""

from fastapi import APIRouter

from genkan.knowledge.pages import (
    citing,
    collections,
    curating,
    regulations,
    searching,
    uploading,
    vectors,
    versions,
)

_PAGES = (searching, citing, versions, regulations, collections, curating, uploading, vectors)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
