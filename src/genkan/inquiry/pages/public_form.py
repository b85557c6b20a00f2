"""The public form: filling in, looking it over, sending it, the receipt. No account, no JavaScript, no cookie."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance import DatabasePart, find_organisation
from genkan.inquiry.case import LONGEST_EMAIL, LONGEST_TEXT
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.faq.store.lists import FaqWanted, count_public
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.pages.public_parts import (
    FILE_LIMITS,
    BoundedRoute,
    LetterFields,
    LetterForm,
    OpenFormPart,
    Place,
    files_of,
)
from genkan.inquiry.public import (
    PublicForm,
    Purpose,
    Sent,
    TooOften,
    faults_of_letter,
    open_forms,
)
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.topics import list_topics
from genkan.kit import Problem
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/ask", route_class=BoundedRoute)


@router.get("")
async def list_forms(request: Request, database: DatabasePart, pages: PagesPart) -> Response:
    """Every open form."""
    async with database.read() as connection:
        found = await open_forms(connection)
        names = {form.organisation_id: await _name(connection, form) for form in found}
    return pages.render(
        request, "inquiry/public/forms.html", forms=found, names=names, form=None, organisation=""
    )


@dataclass(frozen=True)
class Filling:
    """A citizen at the form, and what is needed to show it."""

    request: Request
    form: PublicForm
    database: Database
    pages: Pages
    inquiries: Inquiries

    async def show(
        self,
        sent: LetterForm,
        *,
        step: str = "form",
        faults: tuple[EntryProblem, ...] = (),
        problem: Problem | None = None,
        expired: bool = False,
    ) -> Response:
        """The form with what was typed, or the letter to look over before it is sent."""
        return await self.page(
            step,
            status=problem.status if problem else 422 if faults or expired else 200,
            sent=sent,
            errors={fault.field: self.pages.explain(self.request, fault)[0] for fault in faults},
            told=self.pages.explain(self.request, problem) if problem else None,
            expired=expired,
            limits={"text": LONGEST_TEXT, "email": LONGEST_EMAIL},
            file_limits=FILE_LIMITS,
        )

    async def page(self, template: str, *, status: int = 200, **context: object) -> Response:
        """A page of this form."""
        own = self.form.organisation_id
        async with self.database.read() as connection:
            topics = {topic.id: topic.label for topic in await list_topics(connection, own)}
            organisation = await _name(connection, self.form)
            sends = await self.inquiries.outbox.can_send(connection, own)
            faqs = await count_public(connection, FaqWanted(own))
        return self.pages.render(
            self.request,
            f"inquiry/public/{template}.html",
            status=status,
            form=self.form,
            return_path=self.form.path,
            organisation=organisation,
            sends=sends,
            faqs=faqs,
            topics={topic_id: topics[topic_id] for topic_id in self.form.topic_ids if topic_id in topics},
            **context,
        )


async def _filling(
    request: Request, form: OpenFormPart, database: DatabasePart, pages: PagesPart, inquiries: InquiriesPart
) -> Filling:
    return Filling(request, form, database, pages, inquiries)


FillingPart = Annotated[Filling, Depends(_filling)]


@router.get("/{form_name}")
async def show_form(filling: FillingPart) -> Response:
    """The form, empty."""
    tokens = filling.inquiries.public.tokens
    return await filling.show(LetterForm(token=tokens.letter_token(filling.form.organisation_id)))


@router.post("/{form_name}")
async def take_form(filling: FillingPart, place: Place, sent: LetterFields) -> Response:
    """Look the letter over, go back to it, or send it; what was typed comes back with everything that is wrong."""
    public, own = filling.inquiries.public, filling.form.organisation_id
    nonce = public.tokens.read(Purpose.LETTER, own, sent.token)
    if nonce is None:
        fresh = sent.model_copy(update={"token": public.tokens.letter_token(own)})
        return await filling.show(fresh, expired=True)
    faults = await asyncio.to_thread(faults_of_letter, sent.letter)
    if faults or sent.step == "back":
        return await filling.show(sent, faults=faults)
    if sent.step != "send":
        return await filling.show(sent, step="preview")
    letter = Sent(
        sent.letter,
        nonce,
        place,
        filling.pages.language(filling.request),
        files=await files_of(filling.request),
    )
    try:
        receipt = await public.submitting.submit(filling.form, letter)
    except TooOften as problem:
        return await filling.show(sent, problem=problem)
    except Problem as problem:
        if not letter.files:
            raise
        return await filling.show(sent, step="preview", problem=problem)
    return await filling.page("receipt", receipt=receipt)


async def _name(connection: AsyncConnection, form: PublicForm) -> str:
    organisation = await find_organisation(connection, organisation_id=form.organisation_id)
    return organisation.name if organisation else form.title
