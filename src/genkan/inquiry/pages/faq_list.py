"""The frequently asked questions of an organisation: the list, saved as CSV, and lists from elsewhere taken in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Query, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.gateway import day_in_japan
from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, Reading, Viewer
from genkan.inquiry.errors import InquiryProblem
from genkan.inquiry.faq.faq import MOST_ENTRIES, Faq, FaqState
from genkan.inquiry.faq.sheet import FaqColumn, render_faqs
from genkan.inquiry.faq.store.lists import FaqWanted, count_listed, list_faqs
from genkan.inquiry.faq.taking import MOST_ROWS, TakenRow
from genkan.inquiry.importing.errors import ListMissing
from genkan.inquiry.importing.sheet import LARGEST_LIST
from genkan.inquiry.office_keeping import offices_of
from genkan.inquiry.pages.faq_form import FAQ_KINDS, FaqSearch
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.store.topics import list_topics
from genkan.kit import Problem, storable
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/faq", route_class=FormRoute)

PAGE_LENGTH = 50


class FaqQuery(FaqSearch):
    """Which entries are looked at, as the address says it."""

    state: str = ""
    office: str = ""

    @property
    def address(self) -> str:
        """The address of the same entries, up to the number of the page."""
        kept = {name: value for name, value in self.model_dump(exclude={"page"}).items() if value}
        return f"/inquiries/faq?{urlencode({**kept, 'page': ''})}"

    def wanted(self, organisation_id: str) -> FaqWanted:
        """The same for the store; what an address names that is none is left out."""
        state = FaqState(self.state) if self.state in set(FaqState) else None
        return replace(super().wanted(organisation_id), state=state, office_id=storable(self.office))


Asked = Annotated[FaqQuery, Query()]


@router.get("")
async def show_faqs(
    request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart, query: Asked
) -> Response:
    """The entries, what wants attention first."""
    return await _show(request, connection, viewer, pages, query)


@router.get("/entries.csv")
async def download_faqs(
    request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart, query: Asked
) -> Response:
    """The same entries as a table."""
    faqs = await list_faqs(connection, query.wanted(viewer.organisation.id), limit=MOST_ENTRIES)
    language = pages.language(request)
    states = {state.value: pages.translate(language, state.label) for state in FaqState}
    days = {faq.id: day_in_japan(faq.approved_at).isoformat() for faq in faqs if faq.approved_at}
    text = render_faqs(faqs, names=await _names(connection, viewer), states=states, days=days)
    headers = {"content-disposition": 'attachment; filename="faq.csv"', "cache-control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/import")
async def take_list(
    request: Request,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Make drafts of the rows of a file, and tell of each."""
    problem: Problem | None = None
    rows: Sequence[TakenRow] = ()
    try:
        if file is None or not file.filename:
            raise ListMissing
        content = await file.read(LARGEST_LIST + 1)
        rows = await inquiries.faqs.taking.take(viewer, file.filename, content)
    except InquiryProblem as refused:
        problem = refused
    async with database.read() as connection:
        return await _show(request, connection, viewer, pages, FaqQuery(), rows=rows, problem=problem)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    query: FaqQuery,
    *,
    rows: Sequence[TakenRow] = (),
    problem: Problem | None = None,
) -> Response:
    wanted = query.wanted(viewer.organisation.id)
    count = await count_listed(connection, wanted)
    number = min(query.number, max(1, -(-count // PAGE_LENGTH)))
    offset = (number - 1) * PAGE_LENGTH
    faqs: tuple[Faq, ...] = await list_faqs(connection, wanted, limit=PAGE_LENGTH, offset=offset)
    own = viewer.organisation.id
    return pages.render(
        request,
        "inquiry/faqs.html",
        status=problem.status if problem else 200,
        query=query,
        faqs=faqs,
        count=count,
        number=number,
        last=max(1, -(-count // PAGE_LENGTH)),
        topics={topic.id: topic.label for topic in await list_topics(connection, own)},
        offices=await offices_of(connection, own),
        states=tuple(FaqState),
        state_kinds=FAQ_KINDS,
        told=pages.explain(request, problem) if problem else None,
        taken=[(row, pages.explain(request, row.problem) if row.problem else None) for row in rows],
        columns=tuple(FaqColumn)[:7],
        most_rows=MOST_ROWS,
    )


async def _names(connection: AsyncConnection, viewer: Viewer) -> dict[str, str]:
    """The names of topics and offices by id."""
    own = viewer.organisation.id
    topics = {topic.id: topic.label for topic in await list_topics(connection, own)}
    return {**topics, **await offices_of(connection, own)}
