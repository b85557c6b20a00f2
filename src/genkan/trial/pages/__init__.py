"""The pages of blind comparison and of its report."""

from fastapi import APIRouter

from genkan.trial.pages import asking, reporting, showing, voting

_PAGES = (asking, showing, voting, reporting)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
