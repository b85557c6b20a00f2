"""Reading and writing the files of reports."""

from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.protocol.trial import TrialState
from genkan.trial.publishing.store.tables import (
    trial_report_file_table,
    trial_report_piece_table,
    trial_report_table,
)


@dataclass(frozen=True)
class StoredFile:
    """A file of a report, ``size`` in bytes, ``sha256`` as 64 hexadecimal digits."""

    trial_id: str
    number: int
    name: str
    size: int
    sha256: str


async def add_piece(
    connection: AsyncConnection, trial_id: str, number: int, name: str, *, position: int, content: bytes
) -> None:
    """Write one piece of a file."""
    here = {"trial_id": trial_id, "number": number, "name": name}
    await connection.execute(
        insert(trial_report_piece_table), {**here, "position": position, "content": content}
    )


async def add_file(connection: AsyncConnection, stored: StoredFile) -> None:
    """Write that all pieces of a file are there."""
    await connection.execute(insert(trial_report_file_table), asdict(stored))


async def find_file(connection: AsyncConnection, trial_id: str, number: int, name: str) -> StoredFile | None:
    """The file of a report, if it is there."""
    table = trial_report_file_table.c
    query = select(trial_report_file_table).where(
        table.trial_id == trial_id, table.number == number, table.name == name
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else StoredFile(*row)


async def find_published_file(connection: AsyncConnection, trial_id: str, name: str) -> StoredFile | None:
    """The file of the published report of a trial."""
    table, report = trial_report_file_table.c, trial_report_table.c
    query = (
        select(trial_report_file_table)
        .join(trial_table, trial_table.c.id == table.trial_id)
        .join(trial_report_table, (report.trial_id == table.trial_id) & (report.number == table.number))
        .where(
            table.trial_id == trial_id,
            table.name == name,
            report.published_at.is_not(None),
            trial_table.c.state == TrialState.PUBLISHED.value,
        )
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else StoredFile(*row)


async def read_piece(connection: AsyncConnection, stored: StoredFile, position: int) -> bytes:
    """One piece of a file."""
    table = trial_report_piece_table.c
    query = select(table.content).where(
        table.trial_id == stored.trial_id,
        table.number == stored.number,
        table.name == stored.name,
        table.position == position,
    )
    return (await connection.execute(query)).scalar_one()


async def drop_file(connection: AsyncConnection, trial_id: str, number: int, name: str) -> None:
    """Take away a file, or the pieces of one that was not finished."""
    for table in (trial_report_file_table, trial_report_piece_table):
        chosen = (table.c.trial_id == trial_id, table.c.number == number, table.c.name == name)
        await connection.execute(delete(table).where(*chosen))


async def drop_earlier(connection: AsyncConnection, trial_id: str, number: int) -> None:
    """Take away the files of the reports before this one."""
    for table in (trial_report_file_table, trial_report_piece_table):
        await connection.execute(delete(table).where(table.c.trial_id == trial_id, table.c.number < number))
