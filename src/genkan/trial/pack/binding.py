"""Rows held against what the ledger's events say, and what they say against their digests."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from genkan.trial.evidence import TABLES, Evidence, ExclusionRow, line_of
from genkan.trial.gathering import OF_AN_EXPOSURE, Gathering, ToldNames
from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.comparing import MOST_NAMED, differing_rows
from genkan.trial.pack.contents import (
    ALTERED,
    EVENTS,
    SAID,
    EventContent,
    PackedEvent,
    row_digest,
    rows_name,
)
from genkan.trial.pack.hashing import digests_of
from genkan.trial.pack.telling import is_pseudonym, may_be_withheld, rest_of
from genkan.trial.pack.words import What

_BATCH = 2000
_IDENTIFIER = len('"01970000-0000-7000-8000-000000000000"')
# A longer or shorter actor hides more than the day with it.
_WHOLLY_TOLD = (0, _IDENTIFIER)
# An identifier is made just before the moment of its event is taken.
_APART = timedelta(minutes=1)
_OF_THE_SETTING = (False, "")


class Bound(NamedTuple):
    """How many events there are, of how many the digest follows from what they say, and what does not fit."""

    events: int
    proven: int
    alterations: tuple[Alteration, ...]


class _Said(NamedTuple):
    """An event with the pseudonym of its actor, as rows are gathered from it."""

    id: str
    at: datetime
    kind: str
    actor: str
    organisation_id: str | None
    object_id: str
    details: str
    is_altered: bool


@dataclass
class _Reading:
    """Reads the events once, and keeps what was found on the way."""

    folder: Path
    names: ToldNames = field(default_factory=ToldNames)
    events: int = 0
    proven: int = 0
    faults: list[Alteration] = field(default_factory=list[Alteration])
    known: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    last: tuple[bool, str] = _OF_THE_SETTING

    def said(self) -> Iterator[_Said]:
        lines = _lines(self.folder)
        while batch := list(islice(lines, _BATCH)):
            digests = digests_of(
                [rest_of(content, kind=event.kind, object_id=event.object) for event, content in batch]
            )
            for (event, content), digest in zip(batch, digests, strict=True):
                self._check(event, content, digest)
                yield self._event(event, content)

    def _check(self, event: PackedEvent, content: EventContent, digest: str) -> None:
        self.events += 1
        self._check_order(event)
        if content.withheld:
            fits = may_be_withheld(event, content)
        else:
            fits = content.id == event.id and digest == event.digest and self._is_same(event.kind, content)
            self.proven += fits and content.hidden in _WHOLLY_TOLD
        if not fits:
            self._fault(What.CONTENT, SAID, event)

    def _check_order(self, event: PackedEvent) -> None:
        """The setting comes first, then one comparison after another: an event elsewhere would not be read with its own."""
        place = _place_of(event.kind, event.object)
        if place < self.last:
            self._fault(What.REORDERED, EVENTS, event)
        self.last = max(place, self.last)

    def _fault(self, what: What, file: str, event: PackedEvent, told: str = "") -> None:
        if len(self.faults) < MOST_NAMED:
            self.faults.append(Alteration(what, file, self.events, event.id, told))

    def _is_same(self, event_kind: str, content: EventContent) -> bool:
        """Whether one hidden beginning has one pseudonym, and the other way round, and the day in it is that of the event.

        An identifier and the day fill the hidden block to its last byte.
        """
        if not content.hidden:
            return True
        kind = content.actor[:1]
        same = is_pseudonym(content, kind=event_kind)
        same &= self.known.setdefault((content.state, kind), content.actor) == content.actor
        if content.hidden == _IDENTIFIER:
            day = content.at.astimezone(UTC).date().isoformat()
            same &= self.known.setdefault((content.actor, day), content.state) == content.state
        return same and _is_near(content)

    def _event(self, event: PackedEvent, content: EventContent) -> _Said:
        try:
            conversation = msgspec.json.decode(content.details, type=_Conversation).conversation
        except msgspec.DecodeError:
            conversation = ""
        if conversation and not self.names.tell(conversation, content.conversation):
            self._fault(What.CONTENT, SAID, event, "conversation")
        return _Said(
            event.id,
            content.at,
            event.kind,
            content.actor,
            content.organisation,
            event.object,
            content.details,
            event.altered,
        )


class _Conversation(msgspec.Struct):
    conversation: str = ""


class _Table:
    """The rows of a table as they were gathered again, by their digests."""

    def __init__(self) -> None:
        self._rows = list[str]()
        self._whole = hashlib.sha256()

    def add(self, rows: Iterable[msgspec.Struct]) -> None:
        for row in rows:
            line = line_of(row)
            self._whole.update(line)
            self._rows.append(row_digest(line))

    def differing(self, folder: Path, table: str) -> list[Alteration]:
        """The rows that differ, or the file as a whole where the digests of its rows tell none."""
        content = (folder / rows_name(table)).read_bytes()
        if hashlib.sha256(content).digest() == self._whole.digest():
            return []
        lines = content.splitlines(keepends=True)
        found = list(islice(differing_rows(table, lines, self._rows), MOST_NAMED))
        return found or [Alteration(What.BOUND, rows_name(table))]


def bound_rows(folder: Path, trial: str) -> Bound:
    """Gather every row again from what the events say, and name those that differ.

    Raises ``msgspec.DecodeError``, ``OSError`` and ``ValueError`` where the files cannot be read.
    """
    reading = _Reading(folder)
    again = {table: _Table() for table in TABLES}
    for portion in _portions(trial, reading):
        for table in TABLES:
            again[table].add(getattr(portion, table))
    faults = list(reading.faults)
    for table in TABLES:
        faults += [replace(one, what=What.BOUND) for one in again[table].differing(folder, table)]
    return Bound(reading.events, reading.proven, tuple(faults))


def _portions(trial: str, reading: _Reading) -> Iterator[Evidence]:
    """In the order in which the rows were written: the setting, then one comparison after another."""
    setting = list[_Said]()
    gathering: Gathering | None = None
    for place, together in groupby(reading.said(), key=lambda one: _place_of(one.kind, one.object_id)):
        events = list(together)
        if place == _OF_THE_SETTING:
            setting += events
            continue
        if gathering is None:
            gathering = Gathering(trial, _whole(setting), names=reading.names)
            yield from (gathering.setting, _altered(setting))
        portion = gathering.portion(_whole(events))
        yield from filter(None, (portion, _altered(events)))
    if gathering is None:
        yield from (Gathering(trial, _whole(setting), names=reading.names).setting, _altered(setting))


def _place_of(kind: str, object_id: str) -> tuple[bool, str]:
    return (True, object_id) if kind in OF_AN_EXPOSURE else _OF_THE_SETTING


def _whole(events: Iterable[_Said]) -> list[_Said]:
    return [one for one in events if not one.is_altered]


def _altered(events: Iterable[_Said]) -> Evidence:
    rows = (ExclusionRow(f"{one.object_id}/{one.id}", ALTERED, one.kind) for one in events if one.is_altered)
    return Evidence(trial="", exclusions=tuple(rows))


def _is_near(content: EventContent) -> bool:
    try:
        made = datetime.fromtimestamp(int(content.id[:8] + content.id[9:13], 16) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return abs(content.at - made) < _APART


def _lines(folder: Path) -> Iterator[tuple[PackedEvent, EventContent]]:
    with (folder / EVENTS).open("rb") as events, (folder / SAID).open("rb") as said:
        for event, content in zip(events, said, strict=True):
            yield (
                msgspec.json.decode(event, type=PackedEvent),
                msgspec.json.decode(content, type=EventContent),
            )
