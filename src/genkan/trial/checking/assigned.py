"""The assignment of an exposure, as the ledger has it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, list_events
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import AssignedDetails


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Who was assigned what, when."""

    exposure_id: str
    person_id: str
    organisation_id: str
    at: datetime
    details: AssignedDetails


async def find_assigned(connection: AsyncConnection, exposure_id: str) -> Assigned | None:
    """The assignment with this id; ``None`` where the ledger tells none."""
    chosen = EventFilter(kind=TrialEvent.ASSIGNED, object_id=exposure_id)
    events = (await list_events(connection, chosen, limit=1)).events
    organisation_id = events[0].organisation_id if events else None
    if organisation_id is None:
        return None
    return Assigned(
        exposure_id=exposure_id,
        person_id=events[0].actor,
        organisation_id=organisation_id,
        at=events[0].at,
        details=msgspec.json.decode(events[0].details, type=AssignedDetails),
    )
