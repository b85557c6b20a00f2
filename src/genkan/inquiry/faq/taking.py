"""Lists of questions and answers from elsewhere become drafts, with a report of every row."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.faq.basing import Basing
from genkan.inquiry.faq.keeping import FaqKeeping
from genkan.inquiry.faq.sheet import FaqColumn, columns_of, draft_of
from genkan.inquiry.faq.store.lists import questions_of
from genkan.inquiry.importing.errors import TooManyRows
from genkan.inquiry.importing.sheet import SheetRow
from genkan.inquiry.importing.sheet_reading import SheetReading
from genkan.inquiry.office_keeping import offices_of
from genkan.inquiry.store.topics import list_topics
from genkan.kit import Problem
from genkan.knowledge import Collection
from genkan.storage import Database

MOST_ROWS = 300


@dataclass(frozen=True)
class TakenRow:
    """What became of a row: ``faq_id`` is empty and ``problem`` says why where it is no draft; neither for one known."""

    number: int
    question: str
    faq_id: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class _Known:
    """What rows are read with."""

    columns: Mapping[FaqColumn, int]
    topics: Mapping[str, str]
    offices: Mapping[str, str]
    questions: set[str]
    readable: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class FaqTaking:
    """Each row in a transaction of its own, so that a bad one stops no other."""

    database: Database
    reading: SheetReading
    basing: Basing
    keeping: FaqKeeping

    async def take(self, viewer: Viewer, name: str, content: bytes) -> tuple[TakenRow, ...]:
        """Make drafts of the rows of a file. Raises what ``SheetReading.read`` raises, and ``TooManyRows``."""
        sheet = await self.reading.read(name, content)
        if len(sheet.rows) > MOST_ROWS:
            raise TooManyRows(name=name, limit=MOST_ROWS)
        async with self.database.read() as connection:
            known = await self._known(connection, viewer, columns_of(sheet.heads))
        return tuple([await self._row(viewer, row, known) for row in sheet.rows])

    async def _known(
        self, connection: AsyncConnection, viewer: Viewer, columns: Mapping[FaqColumn, int]
    ) -> _Known:
        own = viewer.organisation.id
        return _Known(
            columns=columns,
            topics={topic.label: topic.id for topic in await list_topics(connection, own)},
            offices={name: id_ for id_, name in (await offices_of(connection, own)).items()},
            questions=await questions_of(connection, own),
            readable=await self.basing.readable(connection, viewer),
        )

    async def _row(self, viewer: Viewer, row: SheetRow, known: _Known) -> TakenRow:
        cells = {
            column: row.cells[place] for column, place in known.columns.items() if place < len(row.cells)
        }
        draft = draft_of(cells, topics=known.topics, offices=known.offices)
        shown = " ".join(draft.question.split())
        if shown in known.questions:
            return TakenRow(row.number, shown)
        try:
            async with self.database.read() as connection:
                basis = await self.basing.basis(connection, draft, collections=known.readable)
            async with self.database.write() as connection:
                faq = await self.keeping.propose(connection, viewer, draft, basis, case_id=None)
        except Problem as problem:
            return TakenRow(row.number, shown, problem=problem)
        known.questions.add(faq.content.question)
        return TakenRow(row.number, shown, faq_id=faq.id)
