"""Preparing a report: its rows out of the ledger, its numbers, and the root that everybody will compare."""

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
from genkan.trial.pack import Packed, write_pack
from genkan.trial.protocol import Trial, TrialState
from genkan.trial.publishing.drafted import TrialReport
from genkan.trial.publishing.errors import PublishedAlready, ReportUnknown, TrialNotClosed
from genkan.trial.publishing.store import reports

PREPARE = "trial:prepare_report"
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
        """Leave the job; the number of the report. Raises ``TrialNotClosed``, ``PublishedAlready``, ``ReportUnknown``."""
        trial = await reports.hold_trial(connection, trial_id)
        _check_closed(trial)
        number = await reports.next_number(connection, trial_id)
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
        )
        await reports.add_report(connection, report)
        payload = {"trial_id": trial_id, "number": number}
        await self._queue.enqueue(connection, PREPARE, payload=payload, key=f"{PREPARE}:{trial_id}:{number}")
        return number

    async def prepare(self, trial_id: str, number: int) -> None:
        """Write the pack, keep its numbers and its root; the pack itself can be written again at any time."""
        async with self._database.read() as connection:
            report = await reports.newest_report(connection, trial_id)
            trial = await reports.find_trial(connection, trial_id)
        if report is None or trial is None or report.number != number or report.is_ready:
            return
        await self._ledger.seal()
        await self._ledger.anchor()
        with tempfile.TemporaryDirectory(prefix="genkan-report-") as folder:
            try:
                packed = await write_pack(
                    self._database,
                    trial_id,
                    Path(folder) / "pack.zip",
                    key=bytes.fromhex(report.key),
                    until=report.until,
                )
            except TrialProblem as problem:
                await self._fail(trial_id, number, str(problem))
                return
        await self._keep(trial, report, packed=packed)

    def tasks(self) -> dict[str, Task]:
        """What the worker does."""

        async def prepare(payload: Payload) -> None:
            await self.prepare(str(payload["trial_id"]), int(str(payload["number"])))

        async def lost(payload: Payload) -> None:
            logger.error("A report of a trial could not be prepared; prepare it again on the trial's page.")
            await self._fail(str(payload["trial_id"]), int(str(payload["number"])), _LOST)

        return {PREPARE: Task(run=prepare, lost=lost, attempts=2, at_once=1)}

    async def _keep(self, trial: Trial, report: TrialReport, *, packed: Packed) -> None:
        root = packed.manifest.root
        async with self._database.write() as connection:
            await reports.change_report(
                connection,
                trial.id,
                report.number,
                root=root,
                numbers=packed.numbers.decode(),
                public=packed.public.decode(),
                fault="",
            )
            await self._ledger.record(
                connection,
                TrialEvent.REPORT_DRAFTED,
                actor=report.made_by,
                organisation_id=trial.organisation_id,
                object_id=trial.id,
                details={"number": report.number, "root": root},
            )

    async def _fail(self, trial_id: str, number: int, fault: str) -> None:
        async with self._database.write() as connection:
            await reports.change_report(connection, trial_id, number, fault=fault)


def _check_closed(trial: Trial | None) -> None:
    if trial is None:
        raise ReportUnknown
    if trial.state is TrialState.PUBLISHED:
        raise PublishedAlready
    if trial.state is not TrialState.CLOSED:
        raise TrialNotClosed
