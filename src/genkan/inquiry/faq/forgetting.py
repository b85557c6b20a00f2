"""What entries lose when the case of which they were made is erased: every version that nobody approved."""

import json
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, list_events
from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import Faq, FaqState
from genkan.inquiry.faq.store import faqs

_MOST_APPROVALS = 1_000


async def forget_case(connection: AsyncConnection, case_id: str) -> None:
    """Delete what nobody approved, and let no entry name the case; an entry that was never approved goes.

    What was approved was read by two persons, holds nothing of the citizen, and stays.
    """
    for faq in await faqs.let_go_of_case(connection, case_id):
        approved = await _approved(connection, faq)
        await faqs.delete_versions(connection, faq, but=approved)
        after = without_drafts(faq, approved)
        if after is None:
            await faqs.delete_faq(connection, faq.id)
        else:
            await faqs.change_faq(connection, after, seen=faq.version)


def without_drafts(faq: Faq, approved: frozenset[int]) -> Faq | None:
    """The entry with the latest of the versions that were ``approved``; None where none was."""
    if not approved:
        return None
    if faq.number in approved:
        return faq
    kept = replace(faq, number=max(approved))
    if faq.state is FaqState.RETIRED:
        return kept
    if faq.is_in_use:
        return replace(kept, state=FaqState.PUBLISHED, writers=(), remark="")
    return replace(kept, state=FaqState.DRAFT, remark="")


async def _approved(connection: AsyncConnection, faq: Faq) -> frozenset[int]:
    """The numbers of the versions that were approved: the one in use, and what the record says."""
    chosen = EventFilter(object_id=faq.id, kind=FaqEvent.APPROVED)
    page = await list_events(connection, chosen, limit=_MOST_APPROVALS)
    numbers = {json.loads(event.details).get("number") for event in page.events} | {faq.shown}
    return frozenset(number for number in numbers if isinstance(number, int))
