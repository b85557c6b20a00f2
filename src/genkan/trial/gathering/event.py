"""An event as it is read, and why one does not count."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from genkan.trial.evidence import ExclusionRow


class RecordedEvent(Protocol):
    """The parts of a ledger event that are read; ``details`` is JSON text."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def organisation_id(self) -> str | None: ...
    @property
    def object_id(self) -> str: ...
    @property
    def details(self) -> str: ...


class Fault(StrEnum):
    """Why one event does not count; whatever else is told about its object still does."""

    UNREADABLE = "event_unreadable"
    WITHOUT_ASSIGNMENT = "event_without_assignment"
    REPEATED = "event_repeated"
    OTHER_PERSON = "event_by_other_person"
    OWN_ANSWER = "event_on_own_answer"
    NO_SUCH_SIDE = "event_on_no_side"
    DIGEST_WRONG = "event_digest_wrong"


class Rule(StrEnum):
    """Why a whole exposure does not count in the primary analysis."""

    PROTOCOL_UNKNOWN = "protocol_unknown"
    ARM_UNKNOWN = "arm_unknown"
    BUILD_UNKNOWN = "build_unknown"
    CLASS_NOT_ALLOWED = "class_not_allowed"
    ORGANISATION_OUTSIDE = "organisation_outside"
    VOTE_BEFORE_END = "vote_before_end"
    FASTEST_VOTE = "fastest_vote_seconds"
    MOST_VOTES = "most_votes_per_person"


def fault_row(event: RecordedEvent, fault: Fault) -> ExclusionRow:
    """An event that does not count, called by its object and its own id: no exposure is called so."""
    return ExclusionRow(exposure=f"{event.object_id}/{event.id}", rule=fault.value, reason=str(event.kind))


def order_of(event: RecordedEvent) -> tuple[datetime, str]:
    """Where nothing in the events says which came first: their moments, then their ids."""
    return event.at, event.id
