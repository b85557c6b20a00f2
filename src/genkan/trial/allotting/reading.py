"""Assignments as the ledger has them now: as rows, and proved."""

from collections.abc import Iterable

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import read_events
from genkan.trial.allotting.rows import read_assignment
from genkan.trial.allotting.verification import NEEDED, AssignmentProof, prove_assignments
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Exposure, UnassignedDetails
from genkan.trial.gathering.event import RecordedEvent


async def read_proof(connection: AsyncConnection, trial_id: str) -> AssignmentProof:
    """Recompute every assignment of the trial from the ledger."""
    return prove_assignments(await read_events(connection, kinds=NEEDED), trial=trial_id)


async def signed_trials(connection: AsyncConnection) -> tuple[str, ...]:
    """The trials whose protocol the ledger has, the oldest first."""
    signed = await read_events(connection, kinds=frozenset({TrialEvent.FROZEN}))
    return tuple(dict.fromkeys(event.object_id for event in signed))


async def read_exposures(connection: AsyncConnection, trial_id: str) -> tuple[Exposure, ...]:
    """The assignments of the trial, oldest first."""
    events = await read_events(connection, kinds=frozenset({TrialEvent.ASSIGNED}))
    return exposures_of(events, trial=trial_id)


async def read_unassigned(connection: AsyncConnection, trial_id: str) -> tuple[UnassignedDetails, ...]:
    """The questions of the trial for which too few arms could be given, oldest first."""
    events = await read_events(connection, kinds=frozenset({TrialEvent.UNASSIGNED}))
    found = (msgspec.json.decode(event.details, type=UnassignedDetails) for event in events)
    return tuple(each for each in found if each.trial == trial_id)


def exposures_of(events: Iterable[RecordedEvent], *, trial: str) -> tuple[Exposure, ...]:
    """The rows of a trial's assignments; what cannot be read is for the proof to name."""
    rows = (_read(event) for event in events if event.kind == TrialEvent.ASSIGNED)
    return tuple(row for found, row in rows if found == trial and row is not None)


def _read(event: RecordedEvent) -> tuple[str, Exposure | None]:
    try:
        return read_assignment(event)
    except (msgspec.DecodeError, KeyError):
        return "", None
