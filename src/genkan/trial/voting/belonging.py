"""To which trial a comparison belongs, as its assignment was recorded, and what that allows now."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import newest_of_objects
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import AssignedDetails
from genkan.trial.protocol import TrialState
from genkan.trial.store import Comparison, trial_states

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


async def belonging_of(connection: AsyncConnection, comparison: Comparison) -> Belonging:
    """Read it from the record. Raises ``ComparisonUnknown`` where no assignment is recorded: nothing may be told then."""
    found = await belongings_of(connection, [comparison.id])
    if comparison.id not in found:
        raise ComparisonUnknown
    return found[comparison.id]


async def belongings_of(
    connection: AsyncConnection, comparison_ids: Sequence[str], *, hold: bool = False
) -> dict[str, Belonging]:
    """Those of the comparisons whose assignment is recorded, by id.

    ``hold`` keeps their trials from closing until the transaction ends, for what is then written. A trial that cannot be
    found counts as running, for then nothing is told.
    """
    events = await newest_of_objects(connection, comparison_ids, kind=TrialEvent.ASSIGNED)
    found = {
        comparison_id: msgspec.json.decode(event.details, type=AssignedDetails)
        for comparison_id, event in events.items()
    }
    trials = {assigned.trial for assigned in found.values() if assigned.trial}
    states = await trial_states(connection, trials, hold=hold)
    return {
        comparison_id: Belonging(
            assigned, states.get(assigned.trial, TrialState.OPEN) if assigned.trial else None
        )
        for comparison_id, assigned in found.items()
    }
