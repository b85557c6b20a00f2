"""Preparing a report: its rows out of the ledger, its numbers, and the root that everybody will compare."""

import asyncio
import logging
import tempfile
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.errors import TrialProblem
from genkan.trial.events import TrialEvent
from genkan.trial.gathering import new_key
from genkan.trial.pack import Packed, read_numbers, write_pack
from genkan.trial.protocol import Trial, TrialState, read_protocol
from genkan.trial.publishing.drafted import TrialReport
from genkan.trial.publishing.errors import PublishedAlready, ReportUnknown, TrialNotClosed
from genkan.trial.publishing.filed import PACK, Filing
from genkan.trial.publishing.store import files, reports

PREPARE = "trial:prepare_report"
LONGEST_TITLE = 300
_LOST = "作成の途中で処理が終了しました。"
logger = logging.getLogger(__name__)


class Preparing:
    """Leaves a job that prepares a report, and does it."""

    def __init__(self, database: Database, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock

    async def begin(self, connection: AsyncConnection, trial_id: str, *, actor: str) -> int:
        """Leave the job; the number of the report, with which replies to those before it are kept.

        Raises ``TrialNotClosed``, ``PublishedAlready``, ``ReportUnknown``.
        """
        trial = await reports.hold_trial(connection, trial_id)
        _check_closed(trial)
        number = await reports.next_number(connection, trial_id)
        before = await reports.newest_report(connection, trial_id)
        report = TrialReport(
            trial_id=trial_id,
            number=number,
            key=new_key().hex(),
            until=self._clock(),
            made_by=actor,
            root="",
            numbers="",
            public="",
            fault="",
            disclosed_at=None,
            published_at=None,
            vendor_key=new_key().hex(),
        )
        await reports.add_report(connection, report)
        if before is not None:
            await reports.keep_replies(connection, before, number=number)
        payload = {"trial_id": trial_id, "number": number}
        await self._queue.enqueue(connection, PREPARE, payload=payload, key=f"{PREPARE}:{trial_id}:{number}")
        return number

    async def prepare(self, trial_id: str, number: int) -> None:
        """Write the pack, and keep it with its numbers and its root."""
        async with self._database.read() as connection:
            report = await reports.newest_report(connection, trial_id)
            trial = await reports.find_trial(connection, trial_id)
        if report is None or trial is None or report.number != number or report.is_ready:
            return
        await self._ledger.seal()
        await self._ledger.anchor()
        with tempfile.TemporaryDirectory(prefix="genkan-report-") as folder:
            target = Path(folder) / PACK
            try:
                packed = await write_pack(
                    self._database, trial_id, target, key=bytes.fromhex(report.key), until=report.until
                )
            except TrialProblem as problem:
                await self._fail(trial_id, number, str(problem))
                return
            stored = await Filing(self._database).put(trial_id, number, PACK, target)
        await self._keep(trial, report, packed=packed, pack_sha256=stored.sha256)

    def tasks(self) -> dict[str, Task]:
        """What the worker does."""

        async def prepare(payload: Payload) -> None:
            await self.prepare(str(payload["trial_id"]), int(str(payload["number"])))

        async def lost(payload: Payload) -> None:
            logger.error("A report of a trial could not be prepared; prepare it again on the trial's page.")
            await self._fail(str(payload["trial_id"]), int(str(payload["number"])), _LOST)

        return {PREPARE: Task(run=prepare, lost=lost, attempts=2, at_once=1)}

    async def _keep(self, trial: Trial, report: TrialReport, *, packed: Packed, pack_sha256: str) -> None:
        root = packed.manifest.root
        title = await asyncio.to_thread(_title_in, packed.numbers)
        async with self._database.write() as connection:
            await reports.change_report(
                connection,
                trial.id,
                report.number,
                root=root,
                numbers=packed.numbers.decode(),
                public=packed.public.decode(),
                title=title,
                fault="",
            )
            await files.drop_earlier(connection, trial.id, report.number)
            await self._ledger.record(
                connection,
                TrialEvent.REPORT_DRAFTED,
                actor=report.made_by,
                organisation_id=trial.organisation_id,
                object_id=trial.id,
                details={"number": report.number, "root": root, "pack": pack_sha256},
            )

    async def _fail(self, trial_id: str, number: int, fault: str) -> None:
        async with self._database.write() as connection:
            await reports.change_report(connection, trial_id, number, fault=fault)


def _title_in(numbers: bytes) -> str:
    return read_protocol(read_numbers(numbers).facts.protocol).title[:LONGEST_TITLE]


def _check_closed(trial: Trial | None) -> None:
    if trial is None:
        raise ReportUnknown
    if trial.state is TrialState.PUBLISHED:
        raise PublishedAlready
    if trial.state is not TrialState.CLOSED:
        raise TrialNotClosed
