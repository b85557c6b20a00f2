"""Writing the output of a run as a file in the background, so that nobody waits before an empty page."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import OutputNotPicked, RunNotEnded, RunUnknown
from genkan.apps.export import ExportFormat, Exporting
from genkan.apps.export.errors import ExportNotMade
from genkan.apps.made_file import FileState
from genkan.apps.output import Artifact, Output
from genkan.apps.run import FileSide, Run, RunState
from genkan.apps.runs.hiding import without_names
from genkan.apps.runs.trial import RunTrial
from genkan.apps.runs.working import failure_of
from genkan.apps.store import files, made_files, runs
from genkan.apps.subject import subject_of
from genkan.jobs import Payload, Queue
from genkan.kit import Clock, Problem
from genkan.storage import Database, StorageProblem

MAKE_FILE = "apps.make_file"
_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Source:
    """What a file is made of."""

    output: Output
    title: str
    day: date
    subject: str


class Filing:
    """Makes files of outputs: the short ones at once, the long ones as jobs."""

    def __init__(
        self, *, database: Database, queue: Queue, exporting: Exporting, clock: Clock, trial: RunTrial
    ) -> None:
        self._trial = trial
        self._database = database
        self._queue = queue
        self._exporting = exporting
        self._clock = clock

    async def make_now(self, source: Source, form: ExportFormat) -> Artifact:
        """The file; no transaction is open while it is written. Raises what ``Exporting.export`` raises."""
        return await self._exporting.export(
            source.output, form, title=source.title, day=source.day, subject=source.subject
        )

    async def ask(
        self, connection: AsyncConnection, run_id: str, form: ExportFormat, *, person_id: str
    ) -> None:
        """Have the file made; one that is being made, or is there, is left as it is.

        The job has no key: one that failed may still hold it when somebody asks again, and nobody would make the file.

        Raises ``RunUnknown``, what ``source_of`` raises, and what tells beforehand that no file can be made.
        """
        locked = await runs.lock_run(connection, run_id)
        run = await runs.find_own_run(connection, run_id, person_id=person_id)
        if locked is None:
            raise RunUnknown
        self._exporting.check((await self.source_of(connection, run)).output, form)
        there = await made_files.find_file(connection, run_id, form)
        if there is not None and there.state is not FileState.FAILED:
            return
        await made_files.ask_for_file(connection, run_id, form, now=self._clock())
        await self._queue.enqueue(
            connection,
            MAKE_FILE,
            payload={"run_id": run_id, "form": form.value},
        )

    async def make(self, payload: Payload) -> None:
        """Make the file that was asked for, or say why there is none."""
        run_id, form = _asked(payload)
        async with self._database.write() as connection:
            run = await runs.find_run(connection, run_id)
            there = await made_files.find_file(connection, run_id, form)
            if run is None or there is None or there.state.ended:
                return
            await made_files.mark_making(connection, run_id, form)
            source = await self.source_of(connection, run)
        try:
            made = await self.make_now(source, form)
        except StorageProblem:
            raise
        except Problem as problem:
            await self._fail(run_id, form, problem)
            return
        async with self._database.write() as connection:
            await made_files.keep_file(connection, run_id, form, name=made.name, content=made.content)

    async def lose(self, payload: Payload) -> None:
        """Say that whoever made it is gone for good."""
        run_id, form = _asked(payload)
        await self._fail(run_id, form, ExportNotMade(form=form.label))

    async def source_of(self, connection: AsyncConnection, run: Run) -> Source:
        """What a file of this run is made of. Raises ``RunNotEnded``, and ``OutputNotPicked`` of two outputs."""
        if run.state is not RunState.COMPLETED:
            raise RunNotEnded
        if run.is_pair and not run.picked_id:
            raise OutputNotPicked
        shown = without_names(run, await self._trial.hiding(connection, run.id))
        given = await files.files_of(connection, run.id, FileSide.GIVEN)
        return Source(
            output=Output(text=shown.text, checks=shown.checks, notices=shown.notices),
            title=run.title,
            day=_day(run.ended_at or run.created_at),
            subject=subject_of(run.values, [file.name for file in given]),
        )

    async def _fail(self, run_id: str, form: ExportFormat, problem: Problem) -> None:
        async with self._database.write() as connection:
            await made_files.keep_failure(connection, run_id, form, failure_of(problem))


def _asked(payload: Payload) -> tuple[str, ExportFormat]:
    return str(payload["run_id"]), ExportFormat(str(payload["form"]))


def _day(moment: datetime) -> date:
    return moment.astimezone(_JAPAN).date()
