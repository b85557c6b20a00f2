"""What the ledger tells about one comparison, as rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

import msgspec

from genkan.trial.events import TrialEvent
from genkan.trial.evidence import (
    AnswerRow,
    Arm,
    AssignedDetails,
    EndedDetails,
    Evidence,
    ExcludedDetails,
    ExclusionRow,
    Exposure,
    GuessedDetails,
    GuessRow,
    MarkedDetails,
    MarkRow,
    UsedDetails,
    UseRow,
    VotedDetails,
    VoteRow,
)
from genkan.trial.gathering.event import Fault, RecordedEvent, fault_row, order_of
from genkan.trial.gathering.pseudonyms import Pseudonyms

OF_AN_EXPOSURE = frozenset(
    {
        TrialEvent.ASSIGNED,
        TrialEvent.ENDED,
        TrialEvent.VOTED,
        TrialEvent.GUESSED,
        TrialEvent.EXCLUDED,
        TrialEvent.MARKED,
        TrialEvent.USED,
    }
)
UNFINISHED = "unfinished"
_Details = TypeVar("_Details", bound=msgspec.Struct)
_Key = TypeVar("_Key")
_Row = TypeVar("_Row")


@dataclass
class Told:
    """Everything that the events of one comparison tell; the first of a kind counts."""

    assigned: RecordedEvent
    details: AssignedDetails
    names: Pseudonyms
    ended: dict[str, EndedDetails] = field(default_factory=dict[str, EndedDetails])
    votes: dict[int, VoteRow] = field(default_factory=dict[int, VoteRow])
    guesses: dict[str, GuessRow] = field(default_factory=dict[str, GuessRow])
    marks: dict[tuple[str, str, bool], MarkRow] = field(default_factory=dict[tuple[str, str, bool], MarkRow])
    uses: list[UseRow] = field(default_factory=list[UseRow])
    exclusions: list[ExclusionRow] = field(default_factory=list[ExclusionRow])

    @property
    def id(self) -> str:
        """The comparison."""
        return self.assigned.object_id

    def see(self, event: RecordedEvent) -> None:
        """Take one event in, or write down why it does not count."""
        try:
            fault = _TAKERS[TrialEvent(event.kind)](self, event)
        except msgspec.DecodeError:
            fault = Fault.UNREADABLE
        if fault:
            self.exclusions.append(fault_row(event, fault))

    def evidence(self) -> Evidence:
        """The rows, each table in its own order."""
        return Evidence(
            trial=self.details.trial,
            exposures=(self._exposure(),),
            answers=tuple(self._answer(side, arm) for side, arm in sorted(self.details.sides.items())),
            votes=tuple(self.votes[number] for number in sorted(self.votes)),
            guesses=tuple(self.guesses.values()),
            marks=tuple(self.marks[key] for key in sorted(self.marks)),
            uses=tuple(sorted(self.uses, key=lambda row: (row.side, row.at, row.use))),
            exclusions=tuple(self.exclusions),
        )

    def end(self, event: RecordedEvent) -> Fault | None:
        ended = _read(event, EndedDetails)
        if ended.side not in self.details.sides:
            return Fault.NO_SUCH_SIDE
        return _first(self.ended, ended.side, ended)

    def vote(self, event: RecordedEvent) -> Fault | None:
        if event.actor != self.assigned.actor:
            return Fault.OTHER_PERSON
        if "b" not in self.details.sides:
            return Fault.NO_SUCH_SIDE
        voted = _read(event, VotedDetails)
        person = self.names.person(event.actor)
        row = VoteRow(self.id, event.at, person, voted.revision, voted.choice.value, voted.reasons)
        return _first(self.votes, voted.revision, row)

    def guess(self, event: RecordedEvent) -> Fault | None:
        if event.actor != self.assigned.actor:
            return Fault.OTHER_PERSON
        guessed = _read(event, GuessedDetails)
        return _first(self.guesses, self.id, GuessRow(self.id, guessed.a, guessed.b))

    def exclude(self, event: RecordedEvent) -> Fault | None:
        excluded = _read(event, ExcludedDetails)
        self.exclusions.append(ExclusionRow(self.id, excluded.rule, excluded.reason))
        return None

    def mark(self, event: RecordedEvent) -> Fault | None:
        if event.actor == self.assigned.actor:
            return Fault.OWN_ANSWER
        told = _read(event, MarkedDetails)
        if told.side not in self.details.sides:
            return Fault.NO_SUCH_SIDE
        marker = self.names.marker(event.actor)
        found = (told.correct, told.source_right, told.usable, told.harmful, told.decided)
        row = MarkRow(self.id, told.side, marker, *found)
        return _first(self.marks, (told.side, marker, told.decided), row)

    def use(self, event: RecordedEvent) -> Fault | None:
        if event.actor != self.assigned.actor:
            return Fault.OTHER_PERSON
        told = _read(event, UsedDetails)
        if told.side not in self.details.sides:
            return Fault.NO_SUCH_SIDE
        lengths = (told.answer_characters, told.final_characters, told.edit_distance, told.seconds)
        self.uses.append(UseRow(self.id, told.side, event.at, told.use.value, *lengths))
        return None

    def _exposure(self) -> Exposure:
        details = self.details
        left, right = details.sides["a"], details.sides.get("b")
        return Exposure(
            id=self.id,
            at=self.assigned.at,
            protocol=details.protocol,
            person=self.names.person(self.assigned.actor),
            organisation=self.assigned.organisation_id or "",
            task=details.task,
            information_class=details.information_class,
            mode=details.mode.value,
            left=left.name,
            right=right.name if right else "",
            left_era=left.era,
            right_era=right.era if right else 0,
            block=details.block,
            place=details.place,
            eligible=details.eligible,
            restricted=tuple(f"{arm}={reason}" for arm, reason in sorted(details.restricted.items())),
            conversation=self.names.conversation(details.conversation),
            turn=details.turn,
            question_length=details.question_length,
        )

    def _answer(self, side: str, arm: Arm) -> AnswerRow:
        ended = self.ended.get(side) or EndedDetails(side=side, outcome=UNFINISHED, characters=0)
        return AnswerRow(
            exposure=self.id,
            side=side,
            arm=arm.name,
            era=arm.era,
            build=arm.build,
            outcome=ended.outcome,
            characters=ended.characters,
            first_token_ms=ended.first_token_ms,
            total_ms=ended.total_ms,
            cost_microyen=ended.cost_microyen,
            shadow_microyen=ended.shadow_microyen,
            **{name: getattr(ended.checks, name) for name in ended.checks.__struct_fields__},
        )


_TAKERS: Mapping[TrialEvent, Callable[[Told, RecordedEvent], Fault | None]] = MappingProxyType(
    {
        TrialEvent.ENDED: Told.end,
        TrialEvent.VOTED: Told.vote,
        TrialEvent.GUESSED: Told.guess,
        TrialEvent.EXCLUDED: Told.exclude,
        TrialEvent.MARKED: Told.mark,
        TrialEvent.USED: Told.use,
    }
)


def read_exposure(trial: str, events: Sequence[RecordedEvent], names: Pseudonyms) -> Evidence | None:
    """The rows of one comparison, all of whose events are given in any order; ``None`` for one outside the trial.

    The assignment comes first whatever its moment, because clocks of several processes may differ.
    """
    known = sorted((event for event in events if event.kind in OF_AN_EXPOSURE), key=order_of)
    assigned = [event for event in known if event.kind == TrialEvent.ASSIGNED]
    rest = [event for event in known if event.kind != TrialEvent.ASSIGNED]
    if not assigned:
        return _orphans(trial, rest)
    readable = _first_readable(assigned)
    if readable is None:
        faults = [fault_row(event, Fault.UNREADABLE) for event in assigned]
        return Evidence(trial=trial, exclusions=(*faults, *_orphans(trial, rest).exclusions))
    first, details = readable
    if details.trial != trial:
        return None
    told = Told(first, details, names)
    told.exclusions += [fault_row(event, Fault.REPEATED) for event in assigned if event is not first]
    for event in rest:
        told.see(event)
    return told.evidence()


def _first_readable(assigned: Iterable[RecordedEvent]) -> tuple[RecordedEvent, AssignedDetails] | None:
    for event in assigned:
        try:
            details = msgspec.json.decode(event.details, type=AssignedDetails)
        except msgspec.DecodeError:
            continue
        if set(details.sides) in ({"a"}, {"a", "b"}):
            return event, details
    return None


def _orphans(trial: str, events: Iterable[RecordedEvent]) -> Evidence:
    rows = (fault_row(event, Fault.WITHOUT_ASSIGNMENT) for event in events)
    return Evidence(trial=trial, exclusions=tuple(rows))


def _read(event: RecordedEvent, details: type[_Details]) -> _Details:
    return msgspec.json.decode(event.details, type=details)


def _first(known: dict[_Key, _Row], key: _Key, row: _Row) -> Fault | None:
    """Keep the row where there is none under the key yet."""
    if key in known:
        return Fault.REPEATED
    known[key] = row
    return None
