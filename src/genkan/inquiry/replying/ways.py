"""How the citizen of a case can be reached."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case
from genkan.inquiry.post import Outbox
from genkan.inquiry.public import has_status_page
from genkan.inquiry.reply import Way
from genkan.inquiry.replying.entry import ways_to
from genkan.inquiry.store.cases import letter_of


async def ways_of(connection: AsyncConnection, outbox: Outbox, case: Case) -> tuple[Way, ...]:
    """How the citizen of the case can be reached, what suits best first."""
    letter = await letter_of(connection, case.id)
    return ways_to(
        letter.citizen,
        has_page=await has_status_page(connection, case.id),
        sends=await outbox.can_send(connection, case.organisation_id),
    )
