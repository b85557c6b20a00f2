"""What the ledger says about each comparison, read event by event."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from genkan.trial.events import OF_A_COMPARISON, TrialEvent
from genkan.trial.evidence import Arm, AssignedDetails, EndedDetails, VotedDetails
from genkan.trial.statistics import Ballot


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
    """All comparisons in the order of their assignment, and the events that do not count.

    ``in_trials`` are assignments of trials, which have reports of their own: nothing of them is told here.
    """

    comparisons: dict[str, ComparisonHistory] = field(default_factory=dict[str, ComparisonHistory])
    exclusions: Counter[Exclusion] = field(default_factory=Counter[Exclusion])
    in_trials: set[str] = field(default_factory=set[str])

    def see(self, event: RecordedEvent) -> None:
        """Take one event in; the first of a kind counts (of votes, of a revision), a repetition is an exclusion."""
        try:
            excluded = self._take(event)
        except (msgspec.DecodeError, KeyError):
            excluded = Exclusion.UNREADABLE
        if excluded:
            self.exclusions[excluded] += 1

    def _take(self, event: RecordedEvent) -> Exclusion | None:
        if event.kind == TrialEvent.ASSIGNED:
            return self._assign(event)
        if event.object_id in self.in_trials:
            return None
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
        if assigned.trial:
            self.in_trials.add(event.object_id)
            return None
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
    own = (event for event in events if event.kind in OF_A_COMPARISON)
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
    """The highest revision counts, in whatever order revisions are read."""
    voted, standing = msgspec.json.decode(event.details, type=VotedDetails), comparison.voted
    if standing is not None and standing.revision == voted.revision:
        return Exclusion.REPEATED
    if standing is None or standing.revision < voted.revision:
        comparison.voted = voted
    return None


def _reveal(comparison: ComparisonHistory) -> Exclusion | None:
    if comparison.revealed:
        return Exclusion.REPEATED
    comparison.revealed = True
    return None
