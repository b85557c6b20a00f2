"""The pages of the item bank: the list, one question, writing, importing and comparing."""

from fastapi import APIRouter

from genkan.evaluation.items.pages import bank_files, deeds, listing, showing, writing

# What has a name of its own stands before the pages of one question.
_PAGES = (listing, bank_files, writing, deeds, showing)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
