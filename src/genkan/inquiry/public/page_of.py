"""The page of a citizen's inquiry as letters name it: its address, its number, and in which language."""

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import find_organisation
from genkan.inquiry.case import Case
from genkan.inquiry.public.mails import Told
from genkan.inquiry.public.status import page_opener
from genkan.inquiry.public.store.forms import form_of


class PageTold(NamedTuple):
    """What is told of a page, and in which language."""

    told: Told
    language: str


async def page_told(connection: AsyncConnection, case: Case, *, address: str) -> PageTold | None:
    """What a letter says of the page of a case; None where there is no such page. ``address`` is of the installation."""
    opener = await page_opener(connection, case.id)
    form = await form_of(connection, case.organisation_id)
    if opener is None or form is None:
        return None
    organisation = await find_organisation(connection, organisation_id=case.organisation_id)
    name = organisation.name if organisation else form.title
    return PageTold(Told(name, case.number, "", f"{address}{form.path}/status"), opener.language)
