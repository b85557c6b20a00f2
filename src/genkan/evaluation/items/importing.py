"""Taking a file of questions in: every row is told what became of it, and nothing comes in twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Apart, ApartDied, ApartTimedOut
from genkan.evaluation.items.drafting import Typed, checked
from genkan.evaluation.items.errors import (
    BankFileTooLarge,
    BankFileUnread,
    ItemFieldProblem,
    ItemRepeated,
)
from genkan.evaluation.items.item import ItemDraft
from genkan.evaluation.items.keeping import Author, ItemKeeping
from genkan.evaluation.items.rows import LARGEST_FILE, MOST_ROWS, rows_of_jsonl, rows_of_table
from genkan.evaluation.items.store import items
from genkan.kit import Problem
from genkan.knowledge import ZIP_MARKS

_OPENER = "genkan.evaluation.items.opener"
_SECONDS = 60.0
_MEGABYTE = 1024 * 1024
_LONGEST_CODE = 20


class RowOutcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"taken": "登録", "known": "登録済み", "refused": "登録できません"}[self.value]


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row by its place among the questions of the file, the question's code, and the problem if there is one."""

    row: int
    outcome: RowOutcome
    code: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class BankImport:
    """Reads files and writes their questions as drafts."""

    keeping: ItemKeeping
    apart: Apart

    async def read(self, name: str, content: bytes) -> list[Typed]:
        """The questions of a file. Raises ``BankFileTooLarge`` and ``BankFileUnread``."""
        if len(content) > LARGEST_FILE:
            raise BankFileTooLarge(name=name, limit=LARGEST_FILE // _MEGABYTE, rows=f"{MOST_ROWS:,}")
        if content.startswith(tuple(ZIP_MARKS)):
            rows = rows_of_table(name, await self._sheet(name, content))
        else:
            rows = rows_of_jsonl(name, content)
        if len(rows) > MOST_ROWS:
            raise BankFileTooLarge(name=name, limit=LARGEST_FILE // _MEGABYTE, rows=f"{MOST_ROWS:,}")
        return rows

    async def take(
        self, connection: AsyncConnection, author: Author, rows: Sequence[Typed]
    ) -> tuple[RowReport, ...]:
        """Write what is new, in the transaction of the caller, and tell of every row."""
        return tuple([await self._row(connection, author, place, row) for place, row in enumerate(rows, 1)])

    async def _row(self, connection: AsyncConnection, author: Author, place: int, row: Typed) -> RowReport:
        try:
            draft = checked(row)
        except ItemFieldProblem as problem:
            return RowReport(place, RowOutcome.REFUSED, row.code[:_LONGEST_CODE], problem)
        known = await items.find_like(connection, draft, organisation_id=author.organisation_id)
        return (
            RowReport(place, RowOutcome.KNOWN, known)
            if known
            else await self._new(connection, author, place, draft, code=row.code.strip())
        )

    async def _new(
        self, connection: AsyncConnection, author: Author, place: int, draft: ItemDraft, *, code: str
    ) -> RowReport:
        fits = len(code) <= _LONGEST_CODE
        try:
            item = await self.keeping.add(connection, author, draft, code=code if fits else "")
        except ItemRepeated as problem:
            return RowReport(place, RowOutcome.REFUSED, code, problem)
        return RowReport(place, RowOutcome.TAKEN, item.code)

    async def _sheet(self, name: str, content: bytes) -> list[list[str]]:
        try:
            said = await self.apart.work(_OPENER, content, seconds=_SECONDS)
        except (ApartTimedOut, ApartDied) as error:
            raise BankFileUnread(name=name) from error
        rows = msgspec.msgpack.decode(said, type=list[list[str]] | None)
        if rows is None:
            raise BankFileUnread(name=name)
        return rows
