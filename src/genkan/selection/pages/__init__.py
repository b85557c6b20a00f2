"""The pages of a selection: those of the office, of reviewers, of vendors, and those that everybody reads."""

from fastapi import APIRouter

from genkan.selection.pages import (
    applications,
    apply_files,
    apply_form,
    apply_home,
    apply_signing,
    archive,
    assigning,
    calls,
    decision,
    endpoint,
    exam_results,
    proposing,
    public_calls,
    public_decision,
    register,
    reviews,
    vendors,
)

_ROUTERS = (
    public_calls.router,
    public_decision.public,
    register.router,
    vendors.router,
    assigning.router,
    endpoint.router,
    applications.router,
    exam_results.router,
    decision.router,
    archive.router,
    calls.router,
    proposing.router,
    reviews.router,
    apply_signing.router,
    apply_home.router,
    apply_files.router,
    public_decision.own,
    apply_form.router,
)

router = APIRouter(routes=[route for each in _ROUTERS for route in each.routes])

__all__ = ["router"]
