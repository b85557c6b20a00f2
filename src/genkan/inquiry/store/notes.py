"""SQL of notes."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Note, NoteKind
from genkan.inquiry.store.tables import note_table


async def add_note(connection: AsyncConnection, note: Note) -> None:
    """Write a note."""
    await connection.execute(note_table.insert().values(**vars(note)))


async def notes_of(connection: AsyncConnection, case_id: str) -> tuple[Note, ...]:
    """The notes on a case, oldest first."""
    query = select(note_table).where(note_table.c.case_id == case_id).order_by(note_table.c.id)
    return tuple(
        Note(row.id, row.case_id, row.person_id, row.at, NoteKind(row.kind), row.text)
        for row in await connection.execute(query)
    )


async def last_noted(connection: AsyncConnection, case_id: str, kind: NoteKind) -> datetime | None:
    """When the last note of this kind was written; None where there is none."""
    noted = (note_table.c.case_id == case_id, note_table.c.kind == kind)
    return (await connection.execute(select(func.max(note_table.c.at)).where(*noted))).scalar_one()
