"""The pages of sealed tests: the list, planning, one test with its deeds, its results, and what the public may check."""

from fastapi import APIRouter

from genkan.evaluation.exam.pages import custody, holding, listing, public, showing

# What has a name of its own stands before the pages of one test.
_PAGES = (public, listing, custody, holding, showing)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
