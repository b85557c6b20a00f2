"""The report of a trial for staff: its way from the draft to the public, its files, the pack, and the ministry's part."""

import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response, StreamingResponse

from genkan.apps import download_headers
from genkan.governance import (
    DatabasePart,
    Now,
    Permission,
    ReadsReport,
    RunsTrial,
    SignsTrial,
    Viewer,
)
from genkan.kit import Problem
from genkan.storage import Database
from genkan.trial.pages.parts import LedgerPart, PagesPart
from genkan.trial.pages.report_parts import DeskPart, published_file, report_file, stored_file, words_of
from genkan.trial.paper import write_ministry_part
from genkan.trial.publishing import ReportDesk, ReportUnknown, pack_trial
from genkan.trial.publishing.filed import PACK
from genkan.trial.publishing.seeing import SeenReport, may_sign, see_report
from genkan.trial.publishing.store.files import find_file
from genkan.ui import Pages

router = APIRouter(prefix="/trials/{trial_id}/report")
_PIECE = 1 << 20
Deed = Callable[[AsyncConnection], Awaitable[object]]


@router.get("")
async def show_report(
    request: Request,
    trial_id: str,
    viewer: ReadsReport,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
    done: str = "",
) -> Response:
    """The report, or for those who run or sign the trial how far it is."""
    return await _render(request, trial_id, viewer, database, pages, desk, clock=clock, done=done)


@router.post("/prepare")
async def prepare_report(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
) -> Response:
    """Prepare a report in the background."""

    async def deed(connection: AsyncConnection) -> object:
        return await desk.preparing.begin(connection, trial_id, actor=viewer.person.id)

    return await _do(request, trial_id, viewer, database, pages, desk, clock, deed, done="prepared")


@router.post("/disclose")
async def disclose_report(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
) -> Response:
    """Open the part of every vendor at this moment."""

    async def deed(connection: AsyncConnection) -> object:
        seen = await see_report(connection, viewer, trial_id)
        arms = tuple(sorted({arm.arm for arm in seen.numbers().analysis.arms}))
        return await desk.publishing.disclose(connection, trial_id, arms=arms, actor=viewer.person.id)

    return await _do(request, trial_id, viewer, database, pages, desk, clock, deed, done="disclosed")


@router.post("/sign")
async def sign_report(
    request: Request,
    trial_id: str,
    viewer: SignsTrial,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Sign what was seen; the second signature publishes."""

    async def deed(connection: AsyncConnection) -> object:
        found = await see_report(connection, viewer, trial_id)
        if not may_sign(viewer, found.trial):
            raise ReportUnknown
        return await desk.publishing.sign(connection, trial_id, seen=seen, actor=viewer.person.id)

    return await _do(request, trial_id, viewer, database, pages, desk, clock, deed, done="signed")


@router.get("/export/{form}")
async def save_report(
    request: Request,
    trial_id: str,
    form: str,
    viewer: ReadsReport,
    database: DatabasePart,
    pages: PagesPart,
    desk: DeskPart,
    clock: Now,
) -> Response:
    """The report as PDF, JSON or CSV."""
    async with database.read() as connection:
        seen = await see_report(connection, viewer, trial_id)
    words = words_of(request, pages)
    kept = await published_file(request, database, trial_id, form, words=words) if seen.is_published else None
    return kept or await report_file(seen, form, words=words, desk=desk, now=clock())


@router.get("/ministry")
async def show_ministry_part(
    request: Request,
    trial_id: str,
    viewer: ReadsReport,
    database: DatabasePart,
    pages: PagesPart,
    clock: Now,
    organisation: str = "",
) -> Response:
    """The part of the viewer's own ministry; those who run or audit the trial choose one."""
    whole = viewer.may(Permission.RUN_TRIAL) or viewer.may(Permission.READ_WHOLE_LEDGER)
    chosen = organisation if whole and organisation else viewer.organisation.id
    async with database.read() as connection:
        seen = await see_report(connection, viewer, trial_id)
    words = words_of(request, pages)
    told = seen.material(words)
    if chosen not in told.organisations:
        raise ReportUnknown
    paper = write_ministry_part(told, seen.cover(words, clock()), chosen)
    choices = list(told.organisations.items()) if whole else []
    return pages.render(
        request,
        "trial/ministry_part.html",
        trial_id=trial_id,
        paper=paper,
        organisation=chosen,
        choices=choices,
    )


@router.get("/pack")
async def save_pack(
    request: Request,
    trial_id: str,
    viewer: ReadsReport,
    database: DatabasePart,
    ledger: LedgerPart,
    clock: Now,
) -> Response:
    """The evidence pack of the report as it was prepared, for those who run, sign or audit the trial."""
    async with database.read() as connection:
        seen = await see_report(connection, viewer, trial_id)
        report = seen.ready
        stored = await find_file(connection, trial_id, report.number, PACK)
    whole = viewer.may(Permission.RUN_TRIAL) or viewer.may(Permission.READ_WHOLE_LEDGER)
    if not (whole or may_sign(viewer, seen.trial)):
        raise ReportUnknown
    name = f"trial-pack-{trial_id[:8]}.zip"
    if stored is not None:
        return await stored_file(request, database, stored, name=name, media_type="application/zip")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="genkan-pack-"))
        target = Path(folder) / PACK
        await pack_trial(database, ledger, trial_id, target, key=None, clock=clock)
        file = stack.enter_context(target.open("rb"))
        whole_file = stack.pop_all()
    return StreamingResponse(_pieces(file, whole_file), headers=download_headers(name, "application/zip"))


async def _render(
    request: Request,
    trial_id: str,
    viewer: Viewer,
    database: Database,
    pages: Pages,
    desk: ReportDesk,
    *,
    clock: Now,
    done: str = "",
    problem: Problem | None = None,
) -> Response:
    async with database.read() as connection:
        seen = await see_report(connection, viewer, trial_id)
    words, report = words_of(request, pages), seen.report
    paper = await desk.papers.written(seen, words, clock()) if report and report.is_ready else None
    arms = {arm.arm: arm.title for arm in seen.numbers().analysis.arms} if paper else {}
    return pages.render(
        request,
        "trial/final_report.html",
        status=problem.status if problem else 200,
        trial_id=trial_id,
        seen=seen,
        paper=paper,
        links={arm: _link(request, seen, arm) for arm in arms} if report and report.disclosed_at else {},
        arms=arms,
        replied={each.arm for each in seen.replies if not each.answers},
        earlier={each.arm for each in seen.replies if each.answers},
        until=seen.replies_until,
        awaits=bool(paper) and seen.awaits_replies(clock()),
        may_run=viewer.may(Permission.RUN_TRIAL),
        may_sign=may_sign(viewer, seen.trial),
        has_signed=viewer.person.id in {each.person_id for each in seen.signatures},
        done=done,
        told=pages.explain(request, problem) if problem else None,
    )


def _link(request: Request, seen: SeenReport, arm: str) -> str:
    base = str(request.base_url).rstrip("/")
    return f"{base}/trial-results/{seen.trial.id}/vendors/{arm}/{seen.ready.token(arm)}"


async def _do(
    request: Request,
    trial_id: str,
    viewer: Viewer,
    database: Database,
    pages: Pages,
    desk: ReportDesk,
    clock: Now,
    deed: Deed,
    *,
    done: str,
) -> Response:
    """Do it in one transaction; a refusal comes back on the page of the report."""
    try:
        async with database.write() as connection:
            await see_report(connection, viewer, trial_id)
            await deed(connection)
    except ReportUnknown:
        raise
    except Problem as problem:
        return await _render(request, trial_id, viewer, database, pages, desk, clock=clock, problem=problem)
    return RedirectResponse(f"/trials/{trial_id}/report?done={done}", status_code=303)


def _pieces(file: IO[bytes], whole: ExitStack) -> Iterator[bytes]:
    """The file, which is gone when it was read."""
    with whole:
        while piece := file.read(_PIECE):
            yield piece
