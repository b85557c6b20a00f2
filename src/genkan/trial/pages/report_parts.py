"""What the routes of reports ask for in their signatures, and the files in which a report leaves the house."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.governance import part
from genkan.trial.paper import LANGUAGES, Paper, Words, as_csv, write_report
from genkan.trial.publishing import ReportDesk, ReportUnknown
from genkan.trial.publishing.seeing import SeenReport
from genkan.ui import Pages

DeskPart = Annotated[ReportDesk, part(ReportDesk)]


def words_of(request: Request, pages: Pages) -> Words:
    """The reader's language; 「?language=en」 asks for another."""
    asked = request.query_params.get("language", "")
    return Words(asked if asked in LANGUAGES else pages.language(request))


async def written(seen: SeenReport, words: Words, now: datetime) -> Paper:
    """The whole report, written off the event loop."""
    return await asyncio.to_thread(lambda: write_report(seen.material(words), seen.cover(words, now)))


async def report_file(
    seen: SeenReport, form: str, *, words: Words, desk: ReportDesk, now: datetime
) -> Response:
    """The report as 「pdf」, 「json」 or 「csv」. Raises ``ReportUnknown`` for any other form."""
    name = f"trial-report-{seen.trial.id[:8]}.{form}"
    if form == "pdf":
        content = await desk.printing.pdf(await written(seen, words, now))
        return Response(content, headers=download_headers(name, "application/pdf"))
    if form == "json":
        return Response(seen.ready.numbers, headers=download_headers(name, "application/json"))
    if form == "csv":
        return Response(as_csv(seen.numbers()), headers=download_headers(name, "text/csv"))
    raise ReportUnknown
