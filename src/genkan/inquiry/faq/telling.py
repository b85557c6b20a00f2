"""Whether an entry tells of the citizen of whose case it was made, as long as that is known."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.addressee import names
from genkan.inquiry.faq.errors import CitizenTold
from genkan.inquiry.faq.faq import FaqContent
from genkan.inquiry.faq.judging import said
from genkan.inquiry.store.cases import letter_of, numbers_of


async def check_untold(connection: AsyncConnection, content: FaqContent, *, case_id: str | None) -> None:
    """Raises ``CitizenTold`` where question or answer holds name, contact or number; an entry of no case passes."""
    if case_id is None:
        return
    citizen = (await letter_of(connection, case_id)).citizen
    numbers = [number for number, _owner in (await numbers_of(connection, [case_id])).values()]
    if names(said(content), citizen, numbers):
        raise CitizenTold
