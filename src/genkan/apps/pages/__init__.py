"""The pages of the apps: the catalogue, forms, runs."""

from fastapi import APIRouter

from genkan.apps.pages import (
    exporting,
    external,
    external_trial,
    favouring,
    lending,
    listing,
    making_app,
    making_beginning,
    making_editor,
    making_home,
    making_reviews,
    making_teams,
    making_trials,
    making_versions,
    previewing,
    prompts,
    running,
    starting,
    terms,
    writing,
)

_PAGES = (
    listing,
    favouring,
    previewing,
    starting,
    running,
    exporting,
    prompts,
    terms,
    lending,
    external,
    external_trial,
    writing,
)
# What has a name of its own stands before the pages of one app.
_MAKING = (making_home, making_beginning, making_reviews, making_teams, making_trials)
_MADE = (making_editor, making_versions, making_app)

router = APIRouter(
    routes=[
        *(route for pages in (*_PAGES, *_MAKING, *_MADE) for route in pages.router.routes),
        *external_trial.hosts.routes,
    ]
)

__all__ = ["router"]
