"""What the ledger tells nobody while a trial runs: who leads, and the seed by which the next places are known."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Event
from genkan.trial.events import TrialEvent
from genkan.trial.store import told_exposures, unfinished_trials

_OF_AN_EXPOSURE = frozenset(
    {
        TrialEvent.ASSIGNED,
        TrialEvent.ENDED,
        TrialEvent.VOTED,
        TrialEvent.GUESSED,
        TrialEvent.MARKED,
        TrialEvent.USED,
    }
)
_WITH_A_SEED = frozenset({TrialEvent.FROZEN, TrialEvent.AMENDED})


async def kept_details(connection: AsyncConnection, events: Sequence[Event]) -> frozenset[str]:
    """The ids of the events whose details would tell something of a trial that is not over.

    An exposure of which nothing shows that it belongs to no such trial counts as one of it.
    """
    unfinished = await unfinished_trials(connection)
    if not unfinished:
        return frozenset()
    exposures = sorted({event.object_id for event in events if event.kind in _OF_AN_EXPOSURE})
    told = await told_exposures(connection, exposures)
    return frozenset(event.id for event in events if _is_kept(event, unfinished, told))


def _is_kept(event: Event, unfinished: frozenset[str], told: frozenset[str]) -> bool:
    if event.kind in _WITH_A_SEED:
        return event.object_id in unfinished
    if event.kind in _OF_AN_EXPOSURE and event.object_id not in told:
        return True
    return event.kind in (TrialEvent.ASSIGNED, TrialEvent.PULSED) and _trial_of(event) in unfinished


def _trial_of(event: Event) -> str:
    details: dict[str, Any] = msgspec.json.decode(event.details)
    return str(details.get("trial", ""))
