"""What the audit ledger tells of the publishing of a test, beside which its results are proven."""

from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam
from genkan.governance import EventFilter, list_events


@dataclass(frozen=True, slots=True)
class Publication:
    """SHA-256 of the record at sealing, the root of the published pack, and SHA-256 of its file."""

    commitment: str
    root: str
    pack: str


async def publication_of(connection: AsyncConnection, exam: Exam) -> Publication | None:
    """What was told when the test was published; None where the ledger tells nothing of it, or more than once."""
    chosen = EventFilter(organisation_id=exam.organisation_id, kind=ExamEvent.PUBLISHED, object_id=exam.id)
    found = (await list_events(connection, chosen, limit=2)).events
    return msgspec.json.decode(found[0].details, type=Publication) if len(found) == 1 else None
