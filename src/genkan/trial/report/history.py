"""What the ledger says about each comparison, read event by event."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from genkan.kit import canonical_json, digest
from genkan.trial.events import TrialEvent
from genkan.trial.statistics import Ballot, Choice

_ARM_DIGITS = 12


class RecordedEvent(Protocol):
    """The parts of a ledger event that the report reads; ``details`` is JSON text."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def object_id(self) -> str: ...
    @property
    def details(self) -> str: ...


class Exclusion(StrEnum):
    """Why an event does not count; every one that does not is counted under one of these."""

    UNREADABLE = "unreadable"
    WITHOUT_ASSIGNMENT = "without_assignment"
    REPEATED = "repeated"
    OTHER_PERSON = "other_person"


class Arm(msgspec.Struct, frozen=True):
    """A deployment in one exact build with one set of parameters; another build is another arm."""

    deployment: str
    title: str
    build: str
    parameters: dict[str, Any]

    @property
    def key(self) -> str:
        """An identifier of the arm: the deployment and a digest of build and parameters."""
        exact = digest(canonical_json({"build": self.build, "parameters": self.parameters}))
        return f"{self.deployment}/{exact[:_ARM_DIGITS]}"


class AssignedDetails(msgspec.Struct, frozen=True):
    """What is recorded before the first token; ``arms`` are the deployments that could have been drawn."""

    arms: tuple[str, ...]
    seed: str
    information_class: int
    sides: dict[str, Arm]
    question_digest: str
    question_length: int


class EndedDetails(msgspec.Struct, frozen=True):
    """How the answer of one side ended; ``characters`` is the length of its text."""

    side: str
    outcome: str
    characters: int


class VotedDetails(msgspec.Struct, frozen=True):
    """A vote without its comment."""

    choice: Choice
    reasons: tuple[str, ...]


@dataclass
class ComparisonHistory:
    """Everything that the ledger tells about one comparison; ``keys`` is the key of the arm on each side."""

    id: str
    at: datetime
    person: str
    assigned: AssignedDetails
    keys: Mapping[str, str]
    ended: dict[str, EndedDetails] = field(default_factory=dict[str, EndedDetails])
    voted: VotedDetails | None = None
    revealed: bool = False

    def arm(self, side: str) -> Arm:
        """The arm of side ``a`` or ``b``."""
        return self.assigned.sides[side]

    @property
    def ballot(self) -> Ballot | None:
        """The vote as statistics sees it, if there is one."""
        if self.voted is None:
            return None
        return Ballot(self.person, left=self.keys["a"], right=self.keys["b"], choice=self.voted.choice)


@dataclass
class History:
    """All comparisons in the order of their assignment, and the events that do not count."""

    comparisons: dict[str, ComparisonHistory] = field(default_factory=dict[str, ComparisonHistory])
    exclusions: Counter[Exclusion] = field(default_factory=Counter[Exclusion])

    def see(self, event: RecordedEvent) -> None:
        """Take one event in; the first of a kind counts, whatever comes later is an exclusion."""
        try:
            excluded = self._take(event)
        except (msgspec.DecodeError, KeyError):
            excluded = Exclusion.UNREADABLE
        if excluded:
            self.exclusions[excluded] += 1

    def _take(self, event: RecordedEvent) -> Exclusion | None:
        if event.kind == TrialEvent.ASSIGNED:
            return self._assign(event)
        comparison = self.comparisons.get(event.object_id)
        if comparison is None:
            return Exclusion.WITHOUT_ASSIGNMENT
        if event.kind == TrialEvent.ENDED:
            return _end(comparison, event)
        if event.actor != comparison.person:
            return Exclusion.OTHER_PERSON
        return _vote(comparison, event) if event.kind == TrialEvent.VOTED else _reveal(comparison)

    def _assign(self, event: RecordedEvent) -> Exclusion | None:
        if event.object_id in self.comparisons:
            return Exclusion.REPEATED
        assigned = msgspec.json.decode(event.details, type=AssignedDetails)
        if set(assigned.sides) != {"a", "b"}:
            return Exclusion.UNREADABLE
        keys = {side: arm.key for side, arm in assigned.sides.items()}
        self.comparisons[event.object_id] = ComparisonHistory(
            event.object_id, at=event.at, person=event.actor, assigned=assigned, keys=keys
        )
        return None


def read_history(events: Iterable[RecordedEvent]) -> History:
    """The history that the events of this room tell; events of other rooms are passed over.

    Assignments are read first, because clocks of several processes may differ.
    """
    history = History()
    own = (event for event in events if event.kind in set(TrialEvent))
    for event in sorted(own, key=lambda event: (event.kind != TrialEvent.ASSIGNED, event.at, event.id)):
        history.see(event)
    return history


def _end(comparison: ComparisonHistory, event: RecordedEvent) -> Exclusion | None:
    ended = msgspec.json.decode(event.details, type=EndedDetails)
    comparison.arm(ended.side)
    if ended.side in comparison.ended:
        return Exclusion.REPEATED
    comparison.ended[ended.side] = ended
    return None


def _vote(comparison: ComparisonHistory, event: RecordedEvent) -> Exclusion | None:
    if comparison.voted is not None:
        return Exclusion.REPEATED
    comparison.voted = msgspec.json.decode(event.details, type=VotedDetails)
    return None


def _reveal(comparison: ComparisonHistory) -> Exclusion | None:
    if comparison.revealed:
        return Exclusion.REPEATED
    comparison.revealed = True
    return None


def details_of(value: msgspec.Struct) -> Mapping[str, object]:
    """The details of an event, ready for the ledger."""
    return msgspec.to_builtins(value)
