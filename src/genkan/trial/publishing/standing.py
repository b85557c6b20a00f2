"""Where a running trial stands, counted from the ledger in the background and kept for the pages of all servers."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.allotting import (
    AssignmentProof,
    ExposureCounting,
    ExposureTable,
    ProofCounting,
    read_unassigned,
)
from genkan.trial.evidence import Evidence, UnassignedDetails
from genkan.trial.gathering import new_key
from genkan.trial.pack import NothingToPack
from genkan.trial.pack.collecting import Collecting
from genkan.trial.pack.contents import EventContent, PackedEvent
from genkan.trial.publishing.errors import NotCounted, ReportUnknown
from genkan.trial.publishing.live import LiveCounting, LiveCounts
from genkan.trial.publishing.store import standings
from genkan.trial.publishing.store.reports import find_trial
from genkan.trial.publishing.store.standings import StandingRow

COUNT = "trial:count"
_FRESH = timedelta(minutes=5)
# Counting takes a tenth of a processor at most, however long the ledger is.
_REST = 10


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Balance and progress of a trial at one moment, and whether every assignment follows from the protocol."""

    live: LiveCounts
    balance: ExposureTable
    proof: AssignmentProof

    @property
    def at(self) -> datetime:
        """Up to which moment of the ledger was counted."""
        return self.live.at


class Standings:
    """Reads what was counted last, and leaves a job to count anew where that is old."""

    def __init__(self, database: Database, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    async def of(self, trial_id: str) -> Standing:
        """Where the trial stands; at most five minutes old, or ten times as long as the counting takes.

        Raises ``ReportUnknown`` for a trial that is not there, and ``NotCounted`` before the first count is done.
        """
        async with self._database.read() as connection:
            if await find_trial(connection, trial_id) is None:
                raise ReportUnknown
            row = await standings.find_standing(connection, trial_id)
        if row is None or self._is_old(row):
            async with self._database.write() as connection:
                await self.begin(connection, trial_id)
        if row is None:
            raise NotCounted
        return await asyncio.to_thread(msgspec.json.decode, row.counts, type=Standing)

    async def begin(self, connection: AsyncConnection, trial_id: str) -> None:
        """Leave the job, unless it waits already."""
        await self._queue.enqueue(
            connection, COUNT, payload={"trial_id": trial_id}, key=f"{COUNT}:{trial_id}"
        )

    async def count(self, trial_id: str) -> None:
        """Count the trial out of the ledger, and keep the counts; a trial without a protocol has none."""
        now, began, counting = self._clock(), monotonic(), _Counting(trial_id)
        try:
            async with self._database.read() as connection:
                await Collecting(trial_id, counting, key=new_key(), until=now).collect(connection)
                counting.add_unassigned(await read_unassigned(connection, trial_id))
        except NothingToPack:
            return
        standing = await asyncio.to_thread(counting.standing, now)
        counts = (await asyncio.to_thread(msgspec.json.encode, standing)).decode()
        row = StandingRow(now, round(monotonic() - began), counts)
        async with self._database.write() as connection:
            await standings.put_standing(connection, trial_id, row)

    def tasks(self) -> dict[str, Task]:
        """What the worker does."""

        async def count(payload: Payload) -> None:
            await self.count(str(payload["trial_id"]))

        return {COUNT: Task(run=count, attempts=2, at_once=1)}

    def _is_old(self, row: StandingRow) -> bool:
        age = self._clock() - row.at
        return not timedelta() <= age < max(_FRESH, timedelta(seconds=_REST * row.seconds))


class _Counting:
    """Takes the portions of the evidence as they come out of the ledger, and keeps counts alone."""

    def __init__(self, trial_id: str) -> None:
        self._live, self._balance = LiveCounting(), ExposureCounting()
        self._proof = ProofCounting(trial_id)

    def add(self, portion: Evidence) -> None:
        self._live.add(portion)
        self._proof.add_protocols(row.document for row in portion.protocols)
        for exposure in portion.exposures:
            self._balance.add(exposure)
            self._proof.add(exposure.id, exposure)

    def add_unassigned(self, questions: Iterable[UnassignedDetails]) -> None:
        for question in questions:
            self._balance.add_unassigned(question)

    def add_events(self, events: Iterable[PackedEvent]) -> None:
        """The places of events in the chain are not counted."""

    def add_contents(self, contents: Iterable[EventContent]) -> None:
        """Nor is what the events say taken a second time."""

    def write_anchors(self, lines: Iterable[str]) -> None:
        """Nor are anchors."""

    def standing(self, at: datetime) -> Standing:
        return Standing(live=self._live.counts(at), balance=self._balance.table(), proof=self._proof.proof())
