"""The report of the trial as a page and as data."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, Response

from genkan.governance import Permission, Reading, ReadsReport, Viewer
from genkan.trial.pages.parts import PagesPart
from genkan.trial.reading import read_report
from genkan.trial.report import COMPLETED, Report, percent, render_csv, render_json
from genkan.trial.report.wording import EXCLUSIONS, METHOD, OUTCOMES, VERDICTS
from genkan.trial.statistics import Verdict, WinRate

router = APIRouter()


@router.get("/trial/report")
async def show_report(
    request: Request, viewer: ReadsReport, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """The report, rebuilt from the ledger at every visit."""
    report = await _read(connection, viewer)
    return pages.render(
        request,
        "trial/report.html",
        report=report,
        whole=_scope(viewer) is None,
        chart_rows=[_chart_row(report, result) for result in report.win_rates],
        failures=tuple(_failures(report)),
        verdicts=VERDICTS,
        exclusions=EXCLUSIONS,
        method=METHOD,
    )


@router.get("/trial/report.csv")
async def download_csv(viewer: ReadsReport, connection: Reading) -> Response:
    """One line for each arm."""
    report = await _read(connection, viewer)
    return _download(render_csv(report), "text/csv", name="trial-report.csv")


@router.get("/trial/report.json")
async def download_json(viewer: ReadsReport, connection: Reading) -> Response:
    """Every number of the report."""
    report = await _read(connection, viewer)
    return _download(render_json(report), "application/json", name="trial-report.json")


async def _read(connection: AsyncConnection, viewer: Viewer) -> Report:
    """The report as far as the viewer may know it without losing the blindness of an own comparison."""
    return await read_report(connection, organisation_id=_scope(viewer), reader=viewer.person.id)


def _scope(viewer: Viewer) -> str | None:
    """The organisation whose comparisons the viewer may see; None for those who answer for the whole trial."""
    whole = viewer.may(Permission.RUN_TRIAL) or viewer.may(Permission.READ_WHOLE_LEDGER)
    return None if whole else viewer.organisation.id


def _chart_row(report: Report, result: WinRate) -> dict[str, object]:
    return {
        "label": report.arm(result.arm).title,
        "low": result.interval.low,
        "value": result.rate,
        "high": result.interval.high,
        "count": result.tally.votes,
        "shown": percent(result.rate) + ("*" if result.verdict is Verdict.TOO_FEW_PERSONS else ""),
        "interval": f"{percent(result.interval.low)}–{percent(result.interval.high)}",
    }


def _failures(report: Report) -> Iterator[tuple[str, str, int]]:
    """Title of the arm, the outcome in Japanese, and how often it came."""
    for exposure in report.exposures:
        for outcome, count in exposure.outcomes.items():
            if outcome != COMPLETED:
                yield exposure.arm.title, OUTCOMES.get(outcome, outcome), count


def _download(text: str, media_type: str, *, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)
