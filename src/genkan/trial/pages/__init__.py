"""The pages of blind comparison and its report, of trials, and of what is gathered about their answers."""

from fastapi import APIRouter

from genkan.trial.pages import (
    asking,
    audit_office,
    auditing,
    balance,
    consenting,
    drift,
    live,
    pulsing,
    reporting,
    reports,
    results,
    run_pairs,
    showing,
    trial_editing,
    trial_ending,
    trials,
    using,
    voting,
)

_PAGES = (
    balance,
    asking,
    showing,
    voting,
    run_pairs,
    reporting,
    consenting,
    drift,
    trial_editing,
    trial_ending,
    trials,
    live,
    reports,
    results,
    audit_office,
    auditing,
    using,
    pulsing,
)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
