"""Frequently asked questions as citizens read and search them, before they write. No account, no JavaScript, no cookie."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from genkan.governance import DatabasePart, find_organisation
from genkan.inquiry.faq.store.lists import count_public, list_public
from genkan.inquiry.pages.faq_form import FaqSearch
from genkan.inquiry.pages.parts import PagesPart
from genkan.inquiry.pages.public_parts import BoundedRoute, FormPart
from genkan.inquiry.store.topics import list_topics

router = APIRouter(prefix="/ask/{form_name}/faq", route_class=BoundedRoute)

PAGE_LENGTH = 20


@router.get("")
async def show_public_faqs(
    request: Request,
    form: FormPart,
    database: DatabasePart,
    pages: PagesPart,
    query: Annotated[FaqSearch, Query()],
) -> Response:
    """The questions that the organisation answers here."""
    own = form.organisation_id
    wanted = query.wanted(own)
    async with database.read() as connection:
        count = await count_public(connection, wanted)
        last = max(1, -(-count // PAGE_LENGTH))
        number = min(query.number, last)
        faqs = await list_public(connection, wanted, limit=PAGE_LENGTH, offset=(number - 1) * PAGE_LENGTH)
        topics = {topic.id: topic.label for topic in await list_topics(connection, own)}
        organisation = await find_organisation(connection, organisation_id=own)
    kept = {name: value for name, value in (("q", query.words), ("topic", query.topic)) if value}
    return pages.render(
        request,
        "inquiry/public/faq.html",
        form=form,
        organisation=organisation.name if organisation else form.title,
        return_path=f"{form.path}/faq",
        query=query,
        faqs=faqs,
        topics=topics,
        count=count,
        number=number,
        last=last,
        address=f"{form.path}/faq?{urlencode({**kept, 'page': ''})}",
    )
