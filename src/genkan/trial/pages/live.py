"""How a trial stands while it runs, for its office: never who leads."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from genkan.governance import DatabasePart, RunsTrial
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.report_parts import DeskPart, render_counting
from genkan.trial.paper.labels import EXCLUSIONS
from genkan.trial.protocol import looks_of
from genkan.trial.publishing import LiveCounts
from genkan.trial.publishing.errors import NotCounted
from genkan.ui import mark as _

router = APIRouter(prefix="/trials/{trial_id}")
_ARM = ("name", "assigned", "as_a", "as_b", "alone", "voted", "persons", "completed", "failed", "unfinished")


@router.get("/live")
async def show_live(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    desk: DeskPart,
    pages: PagesPart,
) -> Response:
    """Balance, counts, failures and expected widths, as they were last counted, and whether the rule is met."""
    try:
        counts = (await desk.standings.of(trial_id)).live
    except NotCounted:
        return render_counting(request, pages, trial_id, _("試行の実施状況"))
    async with database.read() as connection:
        looks = await looks_of(connection, trial_id)
    return pages.render(
        request,
        "trial/live.html",
        trial_id=trial_id,
        counts=counts,
        rules=EXCLUSIONS,
        titles=_titles(counts),
        looks=looks,
    )


@router.get("/live.json")
async def save_live_json(trial_id: str, viewer: RunsTrial, desk: DeskPart) -> Response:
    """The same as data."""
    counts = asdict((await desk.standings.of(trial_id)).live)
    return JSONResponse({**counts, "at": counts["at"].isoformat()}, headers={"cache-control": "no-store"})


@router.get("/live.csv")
async def save_live_csv(trial_id: str, viewer: RunsTrial, desk: DeskPart) -> Response:
    """One line for each arm."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow((*_ARM, "half_width"))
    writer.writerows(_rows((await desk.standings.of(trial_id)).live))
    headers = {"content-disposition": 'attachment; filename="trial-live.csv"', "cache-control": "no-store"}
    return Response("\ufeff" + output.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _rows(counts: LiveCounts) -> Iterator[list[object]]:
    for arm in counts.arms:
        yield [*(getattr(arm, name) for name in _ARM), arm.half_width]


def _titles(counts: LiveCounts) -> dict[str, str]:
    return {arm.name: arm.title for arm in counts.arms}
