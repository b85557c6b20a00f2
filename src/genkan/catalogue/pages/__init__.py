"""The pages of models and deployments."""

from fastapi import APIRouter

from genkan.catalogue.pages import connecting, deployment_page, moment, overview, verification

_PAGES = (connecting, overview, moment, verification, deployment_page)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
