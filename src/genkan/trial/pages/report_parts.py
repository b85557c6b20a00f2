"""What the routes of reports ask for in their signatures, and the files in which a report leaves the house."""

from datetime import datetime
from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from genkan.apps import download_headers
from genkan.governance import part
from genkan.storage import Database
from genkan.trial.paper import LANGUAGES, Words, as_csv
from genkan.trial.publishing import ReportDesk, ReportUnknown
from genkan.trial.publishing.filed import DATA, NUMBERS, TABLE, Filing, paper_name
from genkan.trial.publishing.seeing import SeenReport
from genkan.trial.publishing.store.files import StoredFile, find_published_file
from genkan.ui import Pages

DeskPart = Annotated[ReportDesk, part(ReportDesk)]


def words_of(request: Request, pages: Pages) -> Words:
    """The reader's language; 「?language=en」 asks for another."""
    asked = request.query_params.get("language", "")
    return Words(asked if asked in LANGUAGES else pages.language(request))


def render_counting(request: Request, pages: Pages, trial_id: str, title: str) -> HTMLResponse:
    """In place of counts that are not there yet: a page that becomes theirs once they are."""
    told = {"path": request.url.path, "trial_id": trial_id, "title": title}
    return pages.render(request, "trial/counting.html", status=202, **told)


async def report_file(
    seen: SeenReport, form: str, *, words: Words, desk: ReportDesk, now: datetime
) -> Response:
    """The report as 「pdf」, 「json」 or 「csv」. Raises ``ReportUnknown`` for any other form."""
    name = f"trial-report-{seen.trial.id[:8]}.{form}"
    if form == "pdf":
        content = await desk.printing.pdf(await desk.papers.written(seen, words, now))
        return Response(content, headers=download_headers(name, "application/pdf"))
    if form == "json":
        return Response(seen.ready.numbers, headers=download_headers(name, "application/json"))
    if form == "csv":
        return Response(as_csv(seen.numbers()), headers=download_headers(name, "text/csv"))
    raise ReportUnknown


async def stored_file(
    request: Request, database: Database, stored: StoredFile, *, name: str, media_type: str
) -> Response:
    """A file of a published report as it was made, or 304 where the reader has it."""
    etag = f'"{stored.sha256}"'
    headers = {**download_headers(name, media_type), "etag": etag, "cache-control": "private, no-cache"}
    if etag in [
        each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")
    ]:
        return Response(status_code=304, headers={"etag": etag, "cache-control": headers["cache-control"]})
    headers["content-length"] = str(stored.size)
    return StreamingResponse(Filing(database).pieces(stored), headers=headers)


async def published_file(
    request: Request, database: Database, trial_id: str, form: str, *, words: Words
) -> Response | None:
    """What was kept of a published report; ``None`` where it was not, and has to be made."""
    kept = {
        "pdf": (paper_name(words.language), "application/pdf", "report"),
        "json": (NUMBERS, "application/json", "report"),
        "csv": (TABLE, "text/csv", "report"),
        "zip": (DATA, "application/zip", "data"),
    }
    if form not in kept:
        return None
    name, media_type, called = kept[form]
    async with database.read() as connection:
        stored = await find_published_file(connection, trial_id, name)
    if stored is None:
        return None
    told = f"trial-{called}-{trial_id[:8]}.{form}"
    return await stored_file(request, database, stored, name=told, media_type=media_type)
