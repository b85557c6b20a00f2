"""The rows of a trial out of the ledger into files, in portions: nothing but the rows of one comparison is in memory."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import LinkedEvent, covering_anchors, stream_linked
from genkan.trial.evidence import Evidence, ExclusionRow
from genkan.trial.gathering import OF_A_SETTING, OF_AN_EXPOSURE, Gathering, Pseudonyms
from genkan.trial.pack.contents import ALTERED, EventContent, PackedEvent
from genkan.trial.pack.errors import NothingToPack
from genkan.trial.pack.telling import contents_of


class Sink(Protocol):
    """Where the evidence goes."""

    def add(self, portion: Evidence) -> None: ...
    def add_events(self, events: Iterable[PackedEvent]) -> None: ...
    def add_contents(self, contents: Iterable[EventContent]) -> None: ...
    def write_anchors(self, lines: Iterable[str]) -> None: ...


class Collecting:
    """Writes the rows and events of one trial as they come out of the ledger, up to a moment."""

    def __init__(self, trial: str, files: Sink, *, key: bytes, until: datetime) -> None:
        self._trial = trial
        self._files = files
        self._key = key
        self._names = Pseudonyms(key)
        self._until = until
        self._heads: dict[str, int] = {}

    async def collect(self, connection: AsyncConnection) -> None:
        """Write everything. Raises ``NothingToPack`` where no protocol was signed."""
        gathering = await self._setting(connection)
        async for events in self._comparisons(connection):
            await asyncio.to_thread(self._write_comparisons, gathering, events)
        anchors = await covering_anchors(connection, self._heads)
        self._files.write_anchors(anchor.line for anchor in anchors)

    async def _setting(self, connection: AsyncConnection) -> Gathering:
        own: list[LinkedEvent] = []
        async for events in stream_linked(connection, kinds=OF_A_SETTING, until=self._until):
            own += [one for one in events if _is_of(self._trial, one)]
        whole, altered = _apart(own)
        gathering = Gathering(self._trial, (one.event for one in whole), key=self._key)
        if not gathering.setting.protocols:
            raise NothingToPack
        await asyncio.to_thread(self._write, own, [gathering.setting, *altered])
        return gathering

    async def _comparisons(self, connection: AsyncConnection) -> AsyncGenerator[list[LinkedEvent], None]:
        """The events of whole comparisons, as many as came at once."""
        waiting: list[LinkedEvent] = []
        async for events in stream_linked(connection, kinds=OF_AN_EXPOSURE, until=self._until):
            waiting += events
            last = waiting[-1].event.object_id
            ended = [one for one in waiting if one.event.object_id != last]
            waiting = [one for one in waiting if one.event.object_id == last]
            if ended:
                yield ended
        if waiting:
            yield waiting

    def _write_comparisons(self, gathering: Gathering, events: Sequence[LinkedEvent]) -> None:
        for _, together in groupby(events, key=lambda one: one.event.object_id):
            linked = list(together)
            whole, altered = _apart(linked)
            portion = gathering.portion(one.event for one in whole)
            if portion is not None or altered:
                self._write(linked, [*filter(None, [portion]), *altered])

    def _write(self, events: Sequence[LinkedEvent], portions: Iterable[Evidence]) -> None:
        self._files.add_events(map(_packed, events))
        self._files.add_contents(contents_of(events, self._names))
        for portion in portions:
            self._files.add(portion)
        for link in filter(None, (one.link for one in events)):
            self._heads[link.writer_id] = max(link.position, self._heads.get(link.writer_id, 0))


def _apart(events: Sequence[LinkedEvent]) -> tuple[list[LinkedEvent], list[Evidence]]:
    """The events that are as they were linked, and rows about the others."""
    altered = [
        ExclusionRow(f"{one.event.object_id}/{one.event.id}", ALTERED, one.event.kind)
        for one in events
        if one.is_altered
    ]
    rows = [Evidence(trial="", exclusions=tuple(altered))] if altered else []
    return [one for one in events if not one.is_altered], rows


def _is_of(trial: str, one: LinkedEvent) -> bool:
    """Whether an event belongs to the trial: it is the object, or the details name it."""
    if one.event.object_id == trial:
        return True
    try:
        return json.loads(one.event.details).get("trial") == trial
    except (ValueError, AttributeError):
        return False


def _packed(one: LinkedEvent) -> PackedEvent:
    event, link = one
    return PackedEvent(
        id=event.id,
        kind=event.kind,
        object=event.object_id,
        digest=link.event_digest if link else event.digest,
        writer=link.writer_id if link else event.writer_id,
        position=link.position if link else 0,
        adopted=bool(link and link.adopted),
        previous=link.previous_hash if link else "",
        hash=link.hash if link else "",
        altered=one.is_altered,
    )
