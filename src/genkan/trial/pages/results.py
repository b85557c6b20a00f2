"""What everyone reads of trials without an account: published reports and their data, and a vendor its own part."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import JSONResponse, RedirectResponse, Response

from genkan.apps import download_headers
from genkan.governance import DatabasePart, FormRoute, Now
from genkan.trial.errors import TrialProblem
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.report_parts import DeskPart, published_file, report_file, words_of
from genkan.trial.paper import write_vendor_part
from genkan.trial.publishing import LONGEST_REPLY, Reply, ReportUnknown, data_set_of
from genkan.trial.publishing.seeing import SeenReport, list_published, see_any_report, see_public_report
from genkan.ui import Pages

router = APIRouter(prefix="/trial-results", route_class=FormRoute)
_VENDOR = "/{trial_id}/vendors/{arm}/{token}"


@router.get("")
async def list_results(request: Request, database: DatabasePart, pages: PagesPart) -> Response:
    """Every published report."""
    async with database.read() as connection:
        found = await list_published(connection)
    return pages.render(request, "trial/public/results.html", found=found, organisation="")


@router.get("/{trial_id}")
async def show_result(
    request: Request, trial_id: str, database: DatabasePart, pages: PagesPart, desk: DeskPart, clock: Now
) -> Response:
    """A published report."""
    async with database.read() as connection:
        seen = await see_public_report(connection, trial_id)
    paper = await desk.papers.written(seen, words_of(request, pages), clock())
    return pages.render(
        request, "trial/public/result.html", seen=seen, paper=paper, organisation=seen.organisation
    )


@router.get("/{trial_id}/record.json")
async def show_record(trial_id: str, database: DatabasePart) -> Response:
    """What was published and signed, by its digests."""
    async with database.read() as connection:
        seen = await see_public_report(connection, trial_id)
    report, signatures = seen.ready, seen.signatures
    return JSONResponse(
        {
            "trial": trial_id,
            "root": report.root,
            "signed_sha256": seen.digest,
            "signed_at": [each.at.isoformat() for each in signatures],
            "published_at": report.published_at.isoformat() if report.published_at else "",
            "replies": [_told(each) for each in seen.replies],
        }
    )


@router.get("/{trial_id}/export/{form}")
async def save_result(
    request: Request,
    trial_id: str,
    form: str,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
) -> Response:
    """The report as PDF, JSON or CSV, and 「zip」 for the public data set: as they were kept at the publication."""
    kept = await published_file(request, database, trial_id, form, words=words_of(request, pages))
    if kept is not None:
        return kept
    async with database.read() as connection:
        seen = await see_public_report(connection, trial_id)
    if form == "zip":
        content = data_set_of(seen.ready.public, seen.ready.numbers)
        return Response(
            content, headers=download_headers(f"trial-data-{trial_id[:8]}.zip", "application/zip")
        )
    return await report_file(seen, form, words=words_of(request, pages), desk=desk, now=clock())


@router.get(_VENDOR)
async def show_vendor_part(
    request: Request,
    trial_id: str,
    arm: str,
    token: str,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
    done: str = "",
) -> Response:
    """The part of one vendor; that it was shown is recorded."""
    async with database.write() as connection:
        await desk.publishing.show(connection, trial_id, arm, token)
        seen = await _opened(connection, trial_id, arm, token)
    return _vendor_page(request, seen, arm, pages, clock=clock, done=done)


@router.post(_VENDOR)
async def reply_to_report(
    request: Request,
    trial_id: str,
    arm: str,
    token: str,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
    text: Annotated[str, Form()] = "",
) -> Response:
    """What the vendor says; it is printed in the report."""
    try:
        async with database.write() as connection:
            await desk.publishing.reply(connection, trial_id, arm, token, text=text)
    except ReportUnknown:
        raise
    except TrialProblem as problem:
        async with database.read() as connection:
            seen = await _opened(connection, trial_id, arm, token)
        return _vendor_page(request, seen, arm, pages, clock=clock, problem=problem, text=text)
    return RedirectResponse(f"/trial-results/{trial_id}/vendors/{arm}/{token}?done=replied", status_code=303)


async def _opened(connection: AsyncConnection, trial_id: str, arm: str, token: str) -> SeenReport:
    """The report that the token opens. Raises ``ReportUnknown`` where another one has taken its place."""
    seen = await see_any_report(connection, trial_id)
    if not seen.ready.opens(arm, token):
        raise ReportUnknown
    return seen


def _vendor_page(
    request: Request,
    seen: SeenReport,
    arm: str,
    pages: Pages,
    *,
    clock: Now,
    done: str = "",
    problem: TrialProblem | None = None,
    text: str = "",
) -> Response:
    words = words_of(request, pages)
    paper = write_vendor_part(seen.material(words), seen.cover(words, clock()), arm)
    return pages.render(
        request,
        "trial/public/vendor_part.html",
        status=problem.status if problem else 200,
        paper=paper,
        organisation=seen.organisation,
        text=text or _said(seen, arm),
        earlier=[each for each in seen.replies if each.arm == arm and each.answers],
        limit=LONGEST_REPLY,
        is_open=seen.takes_replies(clock()),
        until=seen.replies_until,
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )


def _told(reply: Reply) -> dict[str, str | int]:
    answers = {"version": reply.answers} if reply.answers else {}
    return {"arm": reply.arm, "text": reply.text, **answers}


def _said(seen: SeenReport, arm: str) -> str:
    return next((each.text for each in seen.replies if each.arm == arm and not each.answers), "")
