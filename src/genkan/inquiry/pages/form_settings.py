"""The settings of the public form: open or not, its words, the topics offered, and from where letters go."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, Reading, SupervisesInquiries, Viewer
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.post import Sender, sender_of
from genkan.inquiry.public import (
    LONGEST_ADDRESS_NAME,
    LONGEST_NOTICE,
    LONGEST_TITLE,
    FormDraft,
    PublicForm,
    form_of,
)
from genkan.inquiry.store.topics import list_topics
from genkan.kit import storable
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/form")


class SettingsForm(BaseModel):
    """The settings as they were sent."""

    is_open: str = ""
    address_name: str = ""
    title: str = ""
    notice: str = ""
    topics: list[str] = Field(default_factory=lambda: list[str]())
    sender_name: str = ""
    sender: str = ""

    @property
    def draft(self) -> FormDraft:
        """The form in it."""
        topics = tuple(storable(topic) for topic in self.topics)
        return FormDraft(bool(self.is_open), storable(self.address_name), self.title, self.notice, topics)


SettingsFields = Annotated[SettingsForm, Form()]


@router.get("")
async def show_settings(
    request: Request,
    viewer: SupervisesInquiries,
    connection: Reading,
    pages: PagesPart,
    inquiries: InquiriesPart,
    done: str = "",
) -> Response:
    """The settings as they are kept."""
    own = viewer.organisation.id
    form, sender = await form_of(connection, own), await sender_of(connection, own)
    kept = SettingsForm(
        is_open="yes" if form and form.is_open else "",
        address_name=form.address_name if form else "",
        title=form.title if form else viewer.organisation.name,
        notice=form.notice if form else "",
        topics=list(form.topic_ids) if form else [],
        sender_name=sender.name,
        sender=sender.address,
    )
    sends = await inquiries.outbox.can_send(connection, own)
    return await _show(request, connection, viewer, pages, kept, form=form, sends=sends, done=done)


@router.post("")
async def keep_settings(
    request: Request,
    viewer: SupervisesInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    sent: SettingsFields,
) -> Response:
    """Keep the settings; what was typed comes back with a refusal."""
    own = viewer.organisation.id
    sender = Sender(sent.sender_name, sent.sender)
    try:
        async with database.write() as connection:
            await inquiries.public.forms.keep(connection, viewer, sent.draft, sender=sender)
    except EntryProblem as problem:
        async with database.read() as connection:
            form, sends = await form_of(connection, own), await inquiries.outbox.can_send(connection, own)
            return await _show(
                request, connection, viewer, pages, sent, form=form, sends=sends, problem=problem
            )
    return RedirectResponse("/inquiries/form?done=kept", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    sent: SettingsForm,
    *,
    form: PublicForm | None,
    sends: bool,
    problem: EntryProblem | None = None,
    done: str = "",
) -> Response:
    return pages.render(
        request,
        "inquiry/form_settings.html",
        status=problem.status if problem else 200,
        sent=sent,
        form=form,
        sends=sends,
        topics={topic.id: topic.label for topic in await list_topics(connection, viewer.organisation.id)},
        errors={problem.field: pages.explain(request, problem)[0]} if problem else {},
        limits={"title": LONGEST_TITLE, "notice": LONGEST_NOTICE, "address_name": LONGEST_ADDRESS_NAME},
        done=done,
    )
