"""The catalogue of apps, and a person's runs."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from genkan.apps.app import Category
from genkan.apps.offered import Offered, Origin
from genkan.apps.pages.built_in_wording import TITLES
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.pages.wording import STATES
from genkan.apps.store import favourites, runs
from genkan.apps.subject import subject_of
from genkan.governance import Reading, UsesWorkspace
from genkan.ui import mark as _

router = APIRouter()

PAGE_LENGTH = 20
QUERY_LIMIT = 100
CATEGORIES = {
    Category.WRITING: _("文書を作る"),
    Category.READING: _("読む・まとめる"),
    Category.LAW: _("法令・国会"),
    Category.OTHER: _("その他"),
}
ORIGINS = {
    Origin.BUILT_IN: _("標準のアプリ"),
    Origin.TEAM: _("職員が作ったアプリ"),
    Origin.EXTERNAL: _("外部のアプリ"),
}


@router.get("/apps")
async def list_apps(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
    q: str = "",
) -> HTMLResponse:
    """The apps that the person may run, by category; with words, those that have every word."""
    query = q.replace("\x00", "")[:QUERY_LIMIT].strip()
    found = [each for each in await apps.offers.offered_to(connection, viewer) if _has(each, query.split())]
    return pages.render(
        request,
        "apps/apps.html",
        query=query,
        count=len(found),
        groups=[
            (label, [each for each in found if each.app.category is category])
            for category, label in CATEGORIES.items()
        ],
        origins=ORIGINS,
        favourites=await favourites.favourites_of(connection, viewer.person.id),
        recent=await runs.list_runs(connection, person_id=viewer.person.id, limit=5),
        states=STATES,
        built_in_titles=TITLES,
    )


@router.get("/runs")
async def list_own_runs(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    deleted: str = "",
) -> HTMLResponse:
    """The person's runs, newest first."""
    count = await runs.count_runs(connection, viewer.person.id)
    pages_there = max(1, ceil(count / PAGE_LENGTH))
    number = min(page, pages_there)
    return pages.render(
        request,
        "apps/runs.html",
        found=await runs.list_runs(
            connection, person_id=viewer.person.id, limit=PAGE_LENGTH, offset=(number - 1) * PAGE_LENGTH
        ),
        count=count,
        page=number,
        pages=pages_there,
        states=STATES,
        subject_of=subject_of,
        built_in_titles=TITLES,
        deleted=deleted == "yes",
    )


def _has(offered: Offered, words: list[str]) -> bool:
    told = f"{offered.app.title} {offered.app.purpose} {offered.app.notes} {offered.app.owner}".casefold()
    return all(word.casefold() in told for word in words)
