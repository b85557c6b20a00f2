"""Recomputing every assignment of a trial from the ledger alone. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from genkan.trial.allotting.rows import read_assignment
from genkan.trial.assignment import Proving
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Exposure, ProtocolDetails
from genkan.trial.gathering.event import RecordedEvent
from genkan.trial.protocol import Protocol, read_protocol

NEEDED = frozenset({TrialEvent.FROZEN, TrialEvent.AMENDED, TrialEvent.ASSIGNED})


@dataclass(frozen=True)
class AssignmentFinding:
    """The first assignment that does not follow: its event, its comparison, and why, as a word of ``REASONS``."""

    event: str
    comparison: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AssignmentProof:
    """``drawn`` assignments stand at a place of their own, ``kept`` repeat the arm that a conversation or person has.

    ``gaps`` are places that were taken, for a later one of their stratum is recorded, and have no assignment.
    """

    drawn: int
    kept: int
    strata: int
    gaps: int
    first_fault: AssignmentFinding | None

    @property
    def follows(self) -> bool:
        """Whether every assignment follows from protocol, seed and place."""
        return self.first_fault is None


def prove_assignments(events: Iterable[RecordedEvent], *, trial: str) -> AssignmentProof:
    """Recompute each assignment of the trial; events of other kinds and trials are passed over.

    ``events`` are in the order of the ledger, which names the first fault.
    """
    chosen = [event for event in events if event.kind in NEEDED]
    proving = Proving(trial, dict(_protocols(chosen, trial)))
    assigned = [event for event in chosen if event.kind == TrialEvent.ASSIGNED]
    reasons = {event.id: _read(event, proving, trial) for event in assigned} | dict(proving.reasons())
    faults = [
        AssignmentFinding(event.id, event.object_id, reasons[event.id] or "")
        for event in assigned
        if reasons[event.id]
    ]
    return _proof(proving, reasons.values(), faults[0] if faults else None)


class ProofCounting:
    """Takes the rows of a trial's assignments one after another; all of its protocols come first."""

    def __init__(self, trial: str) -> None:
        self._protocols = dict[str, Protocol]()
        self._proving = Proving(trial, self._protocols)

    def add_protocols(self, documents: Iterable[str]) -> None:
        """Take in protocols as they were signed."""
        for document in documents:
            protocol = read_protocol(document)
            self._protocols[protocol.digest()] = protocol

    def add(self, key: str, row: Exposure) -> None:
        """Take in one assignment."""
        self._proving.read(key, row)

    def proof(self) -> AssignmentProof:
        """Whether all follow; the first fault is that of the first key, whose event is not told."""
        reasons = dict(self._proving.reasons())
        wrong = min((key for key, reason in reasons.items() if reason), default="")
        fault = AssignmentFinding("", wrong, reasons[wrong]) if wrong else None
        return _proof(self._proving, reasons.values(), fault)


def _proof(
    proving: Proving, reasons: Iterable[str | None], first_fault: AssignmentFinding | None
) -> AssignmentProof:
    drawn = sum(map(len, proving.taken.values()))
    return AssignmentProof(
        drawn=drawn,
        kept=sum(reason == "" for reason in reasons) - drawn,
        strata=len(proving.taken),
        gaps=sum(max(taken) + 1 - len(taken) for taken in proving.taken.values() if taken),
        first_fault=first_fault,
    )


def _read(event: RecordedEvent, proving: Proving, trial: str) -> str | None:
    """Take one assignment in: why it cannot be read, empty where it can; ``None`` for one of another trial."""
    try:
        found, row = read_assignment(event)
    except (msgspec.DecodeError, KeyError):
        return "unreadable"
    if found != trial:
        return None
    proving.read(event.id, row)
    return ""


def _protocols(events: Iterable[RecordedEvent], trial: str) -> Iterator[tuple[str, Protocol]]:
    """Every protocol of the trial by the digest of its document; what cannot be read is none."""
    for event in events:
        if event.kind == TrialEvent.ASSIGNED or event.object_id != trial:
            continue
        try:
            signed = msgspec.json.decode(event.details, type=ProtocolDetails)
            protocol = read_protocol(signed.document)
        except msgspec.DecodeError:
            continue
        yield protocol.digest(), protocol
