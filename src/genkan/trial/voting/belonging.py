"""To which trial a comparison belongs, as its assignment was recorded, and what that allows now."""

from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, list_events
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import AssignedDetails
from genkan.trial.protocol import TrialState
from genkan.trial.store import Comparison, trial_state

_OVER = frozenset({TrialState.CLOSED, TrialState.PUBLISHED})


@dataclass(frozen=True)
class Belonging:
    """The assignment of a comparison; ``state`` is that of its trial, ``None`` outside any trial."""

    assigned: AssignedDetails
    state: TrialState | None

    @property
    def takes_votes(self) -> bool:
        """Whether a vote may still be written or changed: until the trial closes."""
        return self.state not in _OVER

    @property
    def may_be_revealed(self) -> bool:
        """Whether the arms may be told: at any time outside a trial, within one after it has closed."""
        return self.state is None or self.state in _OVER


async def belonging_of(
    connection: AsyncConnection, comparison: Comparison, *, hold: bool = False
) -> Belonging:
    """Read it from the record; ``hold`` keeps the trial from closing until the transaction ends, for what is then written.

    Raises ``ComparisonUnknown`` where no assignment is recorded: nothing may be told then.
    """
    chosen = EventFilter(object_id=comparison.id, kind=TrialEvent.ASSIGNED)
    found = (await list_events(connection, chosen, limit=1)).events
    if not found:
        raise ComparisonUnknown
    assigned = msgspec.json.decode(found[0].details, type=AssignedDetails)
    return Belonging(assigned, await _state(connection, assigned.trial, hold=hold))


async def _state(connection: AsyncConnection, trial_id: str, *, hold: bool) -> TrialState | None:
    """The state of the trial; one that cannot be found counts as running, for then nothing is told."""
    if not trial_id:
        return None
    return await trial_state(connection, trial_id, hold=hold) or TrialState.OPEN
