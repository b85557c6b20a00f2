"""Proving that the metering rows are as they were recorded: each batch of them left its digest in the ledger.

The ledger proves its events; this proves the rows by the events, so both are to be verified together. Rows from
before there were batches have no event and are not proven.
"""

import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.events import GatewayEvent
from genkan.gateway.journal.batch import EndedCall, digest_of_calls
from genkan.gateway.journal.row import CLOSED_FIELDS, OPENED_FIELDS, CallEnd, CallRow
from genkan.gateway.store import batches
from genkan.governance import Event, EventFilter, stream_events


class BatchFault(StrEnum):
    """What is wrong with the rows of a batch."""

    ROWS_ALTERED = "rows_altered"
    ROWS_DELETED = "rows_deleted"
    ROWS_ADDED = "rows_added"
    BATCH_UNKNOWN = "batch_unknown"
    ROW_WITHOUT_BATCH = "row_without_batch"

    @property
    def label(self) -> str:
        """What happened, as a Japanese message identifier."""
        return _LABELS[self]


_LABELS = {
    BatchFault.ROWS_ALTERED: "呼出しの記録の内容が書き換えられています。",
    BatchFault.ROWS_DELETED: "呼出しの記録が削除されています。",
    BatchFault.ROWS_ADDED: "呼出しの記録が後から追加されています。",
    BatchFault.BATCH_UNKNOWN: "監査記録にないまとまりの、呼出しの記録があります。",
    BatchFault.ROW_WITHOUT_BATCH: "どのまとまりにも属さない、呼出しの記録があります。",
}


@dataclass(frozen=True)
class BatchFinding:
    """The first batch whose rows are wrong; of a row without batch, the id of its call."""

    fault: BatchFault
    batch_id: str


@dataclass(frozen=True)
class CallsProof:
    """How many batches and rows were proven, and the first bad batch unless ``ok``."""

    batches: int
    calls: int
    finding: BatchFinding | None

    @property
    def ok(self) -> bool:
        """Whether every row that was recorded with a batch is as it was then."""
        return self.finding is None


async def verify_calls(connection: AsyncConnection) -> CallsProof:
    """Check every batch in a read transaction, in constant memory while nothing is wrong."""
    walk = _Walk()
    recorded = EventFilter(kind=GatewayEvent.BATCH_RECORDED)
    async with aclosing(stream_events(connection, recorded)) as chunks:
        async for events in chunks:
            finding = walk.follow(
                events, await batches.rows_of(connection, [each.object_id for each in events])
            )
            if finding:
                return CallsProof(walk.batches, walk.calls, finding)
    return CallsProof(walk.batches, walk.calls, await _find_added(connection, walk))


class _Walk:
    """Counts what was proven while following the batches."""

    def __init__(self) -> None:
        self.batches = 0
        self.calls = 0
        self.begin: datetime | None = None

    def follow(self, events: Sequence[Event], rows: dict[str, list[batches.Row]]) -> BatchFinding | None:
        """The first of these batches whose rows are not those of its event."""
        self.begin = self.begin or events[0].at
        for event in events:
            found = rows.get(event.object_id, [])
            if fault := _fault(event, found):
                return BatchFinding(fault, event.object_id)
            self.batches += 1
            self.calls += len(found)
        return None


def _fault(event: Event, rows: Sequence[batches.Row]) -> BatchFault | None:
    recorded = json.loads(event.details)
    if len(rows) != recorded["calls"]:
        return BatchFault.ROWS_DELETED if len(rows) < recorded["calls"] else BatchFault.ROWS_ADDED
    is_same = digest_of_calls([_ended(row) for row in rows]) == recorded["digest"]
    return None if is_same else BatchFault.ROWS_ALTERED


def _ended(row: batches.Row) -> EndedCall:
    opened = {name: row[name] for name in OPENED_FIELDS}
    return EndedCall(CallRow(**opened), CallEnd(**{name: row[name] for name in CLOSED_FIELDS}))


async def _find_added(connection: AsyncConnection, walk: _Walk) -> BatchFinding | None:
    """Rows that belong to no batch of the ledger."""
    if walk.begin is not None:
        stray = await batches.first_without_batch(connection, since=walk.begin)
        if stray is not None:
            return BatchFinding(BatchFault.ROW_WITHOUT_BATCH, stray)
    if await batches.count_in_batches(connection) == walk.calls:
        return None
    known = await _known(connection)
    async with aclosing(batches.batches_of_rows(connection)) as chunks:
        async for chunk in chunks:
            for batch_id in chunk:
                if batch_id not in known:
                    return BatchFinding(BatchFault.BATCH_UNKNOWN, batch_id)
    return None


async def _known(connection: AsyncConnection) -> frozenset[str]:
    found: set[str] = set()
    async with aclosing(stream_events(connection, EventFilter(kind=GatewayEvent.BATCH_RECORDED))) as chunks:
        async for events in chunks:
            found.update(event.object_id for event in events)
    return frozenset(found)
