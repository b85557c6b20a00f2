"""What everybody may fetch of a published report, made once and kept, and the key that ends when its time is over."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from genkan.apps import AppsProblem
from genkan.governance import Ledger
from genkan.jobs import Payload, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.events import TrialEvent
from genkan.trial.paper import LANGUAGES, Printing, Words, as_csv, write_report
from genkan.trial.protocol import TrialState
from genkan.trial.publishing import filed
from genkan.trial.publishing.data_set import data_set_of
from genkan.trial.publishing.seeing import SeenReport, see_public_report
from genkan.trial.publishing.store import reports

FILE = "trial:file_report"
_LOST = (
    "The files of a published report could not be made; they are made at each download instead. "
    "See the errors before."
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Filers:
    """Makes the files of a published report in the background."""

    database: Database
    ledger: Ledger
    printing: Printing
    clock: Clock

    async def file(self, trial_id: str) -> None:
        """Keep data, tables and PDFs, and record their digests; it may be repeated, and then nothing changes."""
        async with self.database.read() as connection:
            seen = await see_public_report(connection, trial_id)
            is_done = await filed.is_kept(connection, seen.ready, filed.DATA)
        if is_done:
            return
        made = await self._made(seen)
        # The data set is kept last: where it is, everything is.
        kept = [
            await filed.Filing(self.database).put(trial_id, seen.ready.number, name, content)
            for name, content in made.items()
        ]
        async with self.database.write() as connection:
            await self.ledger.record(
                connection,
                TrialEvent.REPORT_FILED,
                actor="system",
                organisation_id=seen.trial.organisation_id,
                object_id=trial_id,
                details={"number": seen.ready.number, "files": {one.name: one.sha256 for one in kept}},
            )

    def tasks(self) -> dict[str, Task]:
        """What the worker does."""

        async def run(payload: Payload) -> None:
            await self.file(str(payload["trial_id"]))

        async def lost(_payload: Payload) -> None:
            logger.error(_LOST)

        return {FILE: Task(run=run, lost=lost, attempts=3, at_once=1)}

    async def _made(self, seen: SeenReport) -> dict[str, bytes]:
        report = seen.ready
        made = {
            filed.NUMBERS: report.numbers.encode(),
            filed.TABLE: (await asyncio.to_thread(lambda: as_csv(seen.numbers()))).encode(),
        }
        for language in LANGUAGES:
            words = Words(language)
            paper = await asyncio.to_thread(
                write_report, seen.material(words), seen.cover(words, self.clock())
            )
            try:
                made[filed.paper_name(language)] = await self.printing.pdf(paper)
            except AppsProblem as problem:
                logger.warning("A published report has no PDF: %s", problem)
        data = await asyncio.to_thread(data_set_of, report.public, report.numbers)
        return {**made, filed.DATA: data}


async def destroy_keys(
    database: Database, ledger: Ledger, clock: Clock, *, kept_days: dict[str, int]
) -> None:
    """Destroy each key for pseudonyms whose time is over, and record it.

    The key of a published report goes after the days that its protocol keeps persons; keys of drafts that were
    never published go with the publication, or after those days where there is none.
    """
    async with database.read() as connection:
        found = await reports.over_with_keys(connection)
    for trial, told_at in found:
        is_over = clock() >= told_at + timedelta(days=kept_days.get(trial.id, 0))
        if not is_over and trial.state is not TrialState.PUBLISHED:
            continue
        async with database.write() as connection:
            gone = await reports.destroy_keys(connection, trial.id, whole=is_over)
            if gone:
                await ledger.record(
                    connection,
                    TrialEvent.KEY_DESTROYED,
                    actor="system",
                    organisation_id=trial.organisation_id,
                    object_id=trial.id,
                    details={"reports": gone},
                )
