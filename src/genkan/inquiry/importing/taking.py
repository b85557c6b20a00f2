"""The rows of a list are taken in by a job, a hundred at a time; what was done stands in the records."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.inquiry.arrival import Arrival
from genkan.inquiry.errors import InquiryProblem
from genkan.inquiry.importing.column import Column
from genkan.inquiry.importing.imported import Import, ImportState, RowOutcome, RowReport
from genkan.inquiry.importing.importing import IMPORT_LIST, Importing, unpacked
from genkan.inquiry.importing.repetition import Parted, part
from genkan.inquiry.importing.row import RowLetter, letter_of
from genkan.inquiry.importing.sheet import Sheet, SheetRow
from genkan.inquiry.importing.store import imports
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.letter import Reading
from genkan.inquiry.receiving import Receiving
from genkan.jobs import Payload, Task
from genkan.kit import Clock
from genkan.storage import Database

AT_ONCE = 100
PREVIEWED = 10
_ATTEMPTS = 5
_KNOWN = "同じ行を、既に取り込んでいます。"
_OTHER = "同じ整理番号で内容の異なる行を、既に取り込んでいます。別の照会の場合は、整理番号を改めてください。"


class _Overtaken(Exception):
    """Another transaction took the same rows in meanwhile: nothing of this one is kept, and it is done anew."""


@dataclass(frozen=True)
class _Rows:
    """Rows of one transaction: those that are letters, and the reports of those that are none."""

    count: int
    letters: tuple[RowLetter, ...]
    refused: tuple[RowReport, ...]


@dataclass(frozen=True, slots=True)
class ListTaking:
    """Takes lists in; a worker that takes over goes on behind the rows that have their outcome."""

    database: Database
    clock: Clock
    receiving: Receiving
    importing: Importing

    def tasks(self) -> dict[str, Task]:
        """The task that takes the rows of a list in."""
        return {IMPORT_LIST: Task(run=self._run, lost=self._lost, attempts=_ATTEMPTS, at_once=2)}

    async def _run(self, payload: Payload) -> None:
        await self.take(str(payload["import_id"]))

    async def take(self, import_id: str) -> None:
        """Take the rows of a list in that was begun, behind those that have their outcome; others may do so beside this."""
        waiting = await self._waiting(import_id)
        if waiting is None:
            return
        async with self.database.read() as connection:
            content = await imports.content_of(connection, import_id)
        rows = (await asyncio.to_thread(unpacked, content)).rows
        while waiting is not None and waiting.done < waiting.total:
            await self._take_safely(waiting, rows[waiting.done : waiting.done + AT_ONCE])
            waiting = await self._waiting(import_id)
        if waiting is not None:
            await self.importing.end(waiting, ImportState.DONE)

    async def take_at_once(
        self, organisation_id: str, file: Incoming, columns: Mapping[Column, int], *, actor: str
    ) -> tuple[tuple[RowReport, str], ...]:
        """Take a list in without a preview and give what became of each row, with the number of its case.

        ``columns`` are those that are said; the others are told by their headings. Raises what ``Importing.look`` and
        ``Importing.begin`` raise.
        """
        found = await self.importing.look(organisation_id, file, person_id=actor)
        said = {column: place for column, place in found.columns.items() if place not in columns.values()}
        async with self.database.write() as connection:
            await self.importing.begin(connection, found, {**said, **columns}, actor=actor)
        await self.take(found.id)
        async with self.database.read() as connection:
            return await imports.reports_of(connection, found.id)

    async def _lost(self, payload: Payload) -> None:
        waiting = await self._waiting(str(payload["import_id"]))
        if waiting is not None:
            await self.importing.end(waiting, ImportState.FAILED)

    async def _waiting(self, import_id: str) -> Import | None:
        async with self.database.read() as connection:
            found = await imports.find_import(connection, import_id)
        return found if found is not None and found.state is ImportState.WAITING else None

    async def _take_safely(self, waiting: Import, rows: Sequence[SheetRow]) -> None:
        """Take the rows in, or leave them to the next turn where somebody else took some of them in beside this one."""
        today = day_in_japan(self.clock())
        read = await asyncio.to_thread(_read, rows, waiting.columns, today=today)
        try:
            await self._take(waiting, read)
        except _Overtaken:
            return

    async def _take(self, waiting: Import, read: _Rows) -> None:
        own = waiting.organisation_id
        wanted = [each for letter in read.letters for each in letter.fingerprints]
        async with self.database.read() as connection:
            parted = part(read.letters, await imports.handed_in(connection, own, wanted))
        readings = await self.receiving.read(own, [letter.draft for letter in parted.fresh])
        async with self.database.write() as connection:
            taken = await self._admit(connection, waiting, parted, readings)
            reports = [*read.refused, *_reports(parted, taken)]
            if not await imports.tell_rows(connection, waiting, reports, done=waiting.done + read.count):
                raise _Overtaken

    async def _admit(
        self, connection: AsyncConnection, waiting: Import, parted: Parted, readings: Sequence[Reading]
    ) -> dict[int, str]:
        """The new cases by row. Raises ``_Overtaken`` where one of them was handed in beside this transaction."""
        own, fresh = waiting.organisation_id, parted.fresh
        arrivals = [
            Arrival(letter.draft, reading, at=letter.at)
            for letter, reading in zip(fresh, readings, strict=True)
        ]
        taken = await self.receiving.admit(connection, own, arrivals, actor=waiting.person_id)
        cases = {letter.number: case.id for letter, case in zip(fresh, taken, strict=True)}
        handed = {each: cases[letter.number] for letter in fresh for each in letter.fingerprints}
        if not await imports.note_handed(connection, own, handed):
            raise _Overtaken
        return cases


def _read(rows: Sequence[SheetRow], columns: Mapping[Column, int], *, today: date) -> _Rows:
    letters, refused = list[RowLetter](), list[RowReport]()
    for row in rows:
        try:
            letters.append(letter_of(row, columns, today=today))
        except InquiryProblem as problem:
            refused.append(RowReport(row.number, RowOutcome.REFUSED, _told(problem)))
    return _Rows(len(rows), tuple(letters), tuple(refused))


def _told(problem: InquiryProblem) -> str:
    return problem.sentence.format_map(problem.details)


def _reports(parted: Parted, taken: Mapping[int, str]) -> Iterator[RowReport]:
    for row, case_id in taken.items():
        yield RowReport(row, RowOutcome.TAKEN, "", case_id)
    for repeated in parted.repeated:
        case_id = repeated.case_id or taken[repeated.first]
        if repeated.is_other:
            yield RowReport(repeated.row, RowOutcome.REFUSED, _OTHER, case_id)
        else:
            yield RowReport(repeated.row, RowOutcome.KNOWN, _KNOWN, case_id)


@dataclass(frozen=True)
class PreviewedRow:
    """A row as it would be taken in; ``letter`` is None where it would be refused, with the ``reason``."""

    number: int
    letter: RowLetter | None
    reason: str


def preview(sheet: Sheet, columns: Mapping[Column, int], *, today: date) -> tuple[PreviewedRow, ...]:
    """The first rows of a list; none where nobody said yet where the text stands."""
    if Column.TEXT not in columns:
        return ()
    read = _read(sheet.rows[:PREVIEWED], columns, today=today)
    letters = {letter.number: letter for letter in read.letters}
    reasons = {report.row: report.reason for report in read.refused}
    numbers = (row.number for row in sheet.rows[:PREVIEWED])
    return tuple(PreviewedRow(number, letters.get(number), reasons.get(number, "")) for number in numbers)
