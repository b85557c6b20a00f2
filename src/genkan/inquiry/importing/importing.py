"""A list is looked at, a person confirms what its columns hold, and a job is left that takes its rows in."""

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.events import ImportEvent
from genkan.inquiry.importing.column import Column, guess_columns
from genkan.inquiry.importing.errors import ColumnTwice, ImportBegun, ImportUnknown, TextColumnMissing
from genkan.inquiry.importing.imported import PREVIEW_LIFE, Import, ImportState
from genkan.inquiry.importing.sheet import Sheet
from genkan.inquiry.importing.sheet_reading import SheetReading
from genkan.inquiry.importing.store import imports
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.incoming.inspecting import name_of
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.storage import Database

IMPORT_LIST = "inquiry.import_list"


@dataclass(frozen=True, slots=True)
class Importing:
    """Keeps lists until they are taken in; each step with its record."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock
    reading: SheetReading

    async def look(self, organisation_id: str, file: Incoming, *, person_id: str) -> Import:
        """Keep a list for its preview, with a guess of its columns. Raises what ``SheetReading.read`` raises."""
        name = name_of(file)
        sheet = await self.reading.read(name, file.content)
        new = Import(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            person_id=person_id,
            at=self.clock(),
            name=name,
            state=ImportState.PREVIEW,
            columns=guess_columns(sheet.heads),
            total=len(sheet.rows),
            done=0,
        )
        content = await asyncio.to_thread(packed, sheet)
        async with self.database.write() as connection:
            await imports.drop_previews(connection, before=self.clock() - PREVIEW_LIFE)
            await imports.add_import(connection, new, content)
        return new

    async def begin(
        self, connection: AsyncConnection, found: Import, columns: Mapping[Column, int], *, actor: str
    ) -> None:
        """Leave the job, in the transaction of the caller.

        Raises ``TextColumnMissing``, ``ColumnTwice`` and ``ImportBegun``.
        """
        check_columns(columns)
        if not await imports.begin_import(connection, found.id, columns):
            raise ImportBegun
        await self._record(connection, ImportEvent.BEGUN, found, actor=actor, rows=found.total)
        await self.queue.enqueue(connection, IMPORT_LIST, payload={"import_id": found.id}, key=found.id)

    async def end(self, found: Import, state: ImportState) -> None:
        """Say that an import is over, with how many rows came to what; its list is kept no longer. Said once."""
        async with self.database.write() as connection:
            if not await imports.end_import(connection, found.id, state):
                return
            counts = await imports.counts_of(connection, found.id)
            told = {outcome.value: count for outcome, count in counts.items()}
            await self._record(
                connection, ImportEvent.ENDED, found, actor=found.person_id, state=state, **told
            )

    async def _record(
        self, connection: AsyncConnection, event: ImportEvent, found: Import, *, actor: str, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=actor,
            organisation_id=found.organisation_id,
            object_id=found.id,
            details=details,
        )


async def see_import(connection: AsyncConnection, viewer: Viewer, import_id: str) -> Import:
    """The import, if it is of the viewer's organisation. Raises ``ImportUnknown``."""
    found = await imports.find_import(connection, import_id)
    if found is None or found.organisation_id != viewer.organisation.id:
        raise ImportUnknown
    return found


def check_columns(columns: Mapping[Column, int]) -> None:
    """Raises ``TextColumnMissing`` where nothing is the text, and ``ColumnTwice`` where one column is two things."""
    if Column.TEXT not in columns:
        raise TextColumnMissing
    places = list(columns.values())
    twice = [column for column, place in columns.items() if places.count(place) > 1]
    if twice:
        raise ColumnTwice(first=twice[0].label, second=twice[1].label)


def packed(sheet: Sheet) -> bytes:
    """The list as it is kept."""
    return zlib.compress(msgspec.msgpack.encode(sheet))


def unpacked(content: bytes) -> Sheet:
    """A list that was kept; without rows once it was taken in."""
    return msgspec.msgpack.decode(zlib.decompress(content), type=Sheet) if content else Sheet((), ())
