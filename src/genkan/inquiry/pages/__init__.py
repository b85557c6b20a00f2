"""The pages of the inquiry desk: the queue, taking in, one case, topics."""

from fastapi import APIRouter

from genkan.inquiry.pages import case_page, intake, queue, topics

# What has a name of its own stands before the pages of one case.
router = APIRouter(
    routes=[route for pages in (queue, intake, topics, case_page) for route in pages.router.routes]
)

__all__ = ["router"]
