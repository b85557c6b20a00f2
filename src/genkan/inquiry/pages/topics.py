"""The topics of an organisation: the list, adding one, changing one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, DatabasePart, Reading, Viewer, Writing, list_organisations
from genkan.inquiry.errors import EntryProblem, TopicUnknown
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.store import topics
from genkan.inquiry.topic import LONGEST_LABEL
from genkan.inquiry.topic_keeping import TopicDraft
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/topics")


class TopicForm(BaseModel):
    """A topic as it was sent; ``office`` is an id or empty."""

    label: str = ""
    words: str = ""
    office: str = ""

    @property
    def draft(self) -> TopicDraft:
        """The same for those who keep topics."""
        return TopicDraft(self.label, self.words, self.office)


TopicFields = Annotated[TopicForm, Form()]


@router.get("")
async def list_topics(
    request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The topics, and the form for a new one."""
    return await _show_list(request, connection, viewer, pages, done=done)


@router.post("")
async def add_topic(
    request: Request,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    form: TopicFields,
) -> Response:
    """Add a topic; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            await inquiries.topics.add(connection, viewer, form.draft)
    except EntryProblem as problem:
        async with database.read() as connection:
            return await _show_list(request, connection, viewer, pages, draft=form.draft, problem=problem)
    return RedirectResponse("/inquiries/topics?done=added", status_code=303)


@router.post("/usual")
async def add_usual_topics(
    viewer: AnswersInquiries, connection: Writing, inquiries: InquiriesPart
) -> Response:
    """Add the packaged topics that are missing."""
    await inquiries.topics.add_usual(connection, viewer.organisation, actor=viewer.person.id)
    return RedirectResponse("/inquiries/topics?done=added", status_code=303)


@router.get("/{topic_id}")
async def show_topic(
    request: Request, topic_id: str, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """One topic, to be changed."""
    return await _show_topic(request, connection, viewer, pages, topic_id)


@router.post("/{topic_id}")
async def edit_topic(
    request: Request,
    topic_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    form: TopicFields,
) -> Response:
    """Change a topic; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            await inquiries.topics.edit(connection, viewer, topic_id, form.draft)
    except EntryProblem as problem:
        async with database.read() as connection:
            return await _show_topic(
                request, connection, viewer, pages, topic_id, draft=form.draft, problem=problem
            )
    return RedirectResponse("/inquiries/topics?done=edited", status_code=303)


async def _show_list(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    *,
    draft: TopicDraft | None = None,
    problem: EntryProblem | None = None,
    done: str = "",
) -> Response:
    return pages.render(
        request,
        "inquiry/topics.html",
        status=problem.status if problem else 200,
        topics=await topics.list_topics(connection, viewer.organisation.id),
        done=done,
        **await _form(request, connection, viewer, pages, draft or TopicDraft(), problem),
    )


async def _show_topic(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    topic_id: str,
    *,
    draft: TopicDraft | None = None,
    problem: EntryProblem | None = None,
) -> Response:
    topic = await topics.find_topic(connection, topic_id, organisation_id=viewer.organisation.id)
    if topic is None:
        raise TopicUnknown
    kept = TopicDraft(topic.label, "\n".join(topic.words), topic.office_id or "")
    return pages.render(
        request,
        "inquiry/topic.html",
        status=problem.status if problem else 200,
        topic=topic,
        **await _form(request, connection, viewer, pages, draft or kept, problem),
    )


async def _form(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    draft: TopicDraft,
    problem: EntryProblem | None,
) -> dict[str, object]:
    """What the form of a topic shows."""
    offices = await list_organisations(connection, parent_id=viewer.organisation.id)
    return {
        "draft": draft,
        "errors": {problem.field: pages.explain(request, problem)[0]} if problem else {},
        "offices": {office.id: office.name for office in offices},
        "longest": LONGEST_LABEL,
    }
