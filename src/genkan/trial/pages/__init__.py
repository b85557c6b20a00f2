"""The pages of blind comparison and of its report."""

from fastapi import APIRouter

from genkan.trial.pages import asking, reporting, showing, voting

router = APIRouter()
router.include_router(asking.router)
router.include_router(showing.router)
router.include_router(voting.router)
router.include_router(reporting.router)

__all__ = ["router"]
