"""The pages of the door."""

from fastapi import APIRouter

from genkan.gateway.pages import budgets, keys, rules, switches, usage

_PAGES = (rules, keys, usage, switches, budgets)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
