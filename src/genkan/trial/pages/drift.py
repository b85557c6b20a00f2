"""The daily looks at the builds of a trial, arm by arm, with a small chart for each."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from genkan.governance import Reading, RunsTrial
from genkan.trial.drift import eras_of, find_trial, looks_of
from genkan.trial.pages.drift_view import REASONS, series_of
from genkan.trial.pages.parts import PagesPart

router = APIRouter()


@router.get("/trials/{trial_id}/drift")
async def show_drift(
    request: Request, trial_id: str, viewer: RunsTrial, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """Agreement and length of the answers to the fixed questions day by day, and every era that began."""
    trial = await find_trial(connection, trial_id, organisation_id=viewer.organisation.id)
    looks, eras = await looks_of(connection, trial.id), await eras_of(connection, trial.id)
    return pages.render(
        request,
        "trial/drift.html",
        trial=trial,
        title=trial.protocol.title if trial.protocol else "",
        series=series_of(trial, looks, eras),
        reasons=REASONS,
    )
