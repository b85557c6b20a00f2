"""The pages of the marking desk: the office sets up and decides on the course, markers mark, third persons decide."""

from fastapi import APIRouter

from genkan.evaluation.marking.pages import decisions, desk, office, setting_up

router = APIRouter(
    routes=[route for pages in (desk, decisions, setting_up, office) for route in pages.router.routes]
)

__all__ = ["router"]
