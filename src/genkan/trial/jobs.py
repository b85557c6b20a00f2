"""The trial's background work."""

from datetime import timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import EventFilter, Ledger, list_events
from genkan.jobs import Payload, Task
from genkan.knowledge import Library
from genkan.storage import Database
from genkan.trial.comparison import RECORD_END
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import EndedDetails, details_of
from genkan.trial.measuring import measure
from genkan.trial.store import Origin, lock_origin

CLOCKS_MAY_DIFFER = timedelta(hours=1)
MOST_EVENTS = 100


def tasks(*, database: Database, ledger: Ledger, gateway: Gateway, library: Library) -> dict[str, Task]:
    """Recording how the answer of one side ended, under the arm that was assigned, and measuring its citations.

    An end is recorded once, however often the job is run and by however many workers.
    """

    async def record_end(payload: Payload) -> None:
        comparison_id, side = str(payload["comparison_id"]), str(payload["side"])
        async with database.write() as connection:
            origin = await lock_origin(connection, comparison_id)
            if await _is_recorded(connection, comparison_id, side=side, origin=origin):
                return
            answer = await gateway.read(connection, str(payload["answer_id"]))
            await measure(connection, library, answer, person_id=origin.person_id)
            details = EndedDetails(side=side, outcome=str(answer.outcome), characters=len(answer.text))
            await ledger.record(
                connection,
                TrialEvent.ENDED,
                actor="system",
                organisation_id=origin.organisation_id,
                object_id=comparison_id,
                details=details_of(details),
            )

    return {RECORD_END: Task(run=record_end, attempts=5)}


async def _is_recorded(connection: AsyncConnection, comparison_id: str, *, side: str, origin: Origin) -> bool:
    """Whether the ledger tells the end of this side; organisation and moment keep the search short."""
    chosen = EventFilter(
        organisation_id=origin.organisation_id,
        kind=TrialEvent.ENDED,
        people=[comparison_id],
        since=origin.created_at - CLOCKS_MAY_DIFFER,
    )
    found = await list_events(connection, chosen, limit=MOST_EVENTS)
    return any(msgspec.json.decode(one.details, type=EndedDetails).side == side for one in found.events)
