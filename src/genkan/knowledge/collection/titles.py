"""The titles that a collection had before, as the audit ledger tells."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, list_events
from genkan.knowledge.events import KnowledgeEvent

_MOST = 100


@dataclass(frozen=True)
class TitleChange:
    """When a collection got another title."""

    at: datetime
    before: str
    after: str


async def title_changes(connection: AsyncConnection, collection_id: str) -> Sequence[TitleChange]:
    """The latest hundred changes of a collection's title, the newest first."""
    wanted = EventFilter(kind=KnowledgeEvent.COLLECTION_RENAMED, object_id=collection_id)
    events = (await list_events(connection, wanted, limit=_MOST)).events
    told = ((event.at, json.loads(event.details)) for event in events)
    return [TitleChange(at, details["before"], details["after"]) for at, details in told]
