"""Files that are made of outputs in the background, whole in the database as the files of runs are."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.export import ExportFormat
from genkan.apps.made_file import FileState, MadeFile
from genkan.apps.run import Failure
from genkan.apps.store.tables import made_file_table as table

_WITHOUT_CONTENT = [column for column in table.c if column.name != "content"]


async def ask_for_file(
    connection: AsyncConnection, run_id: str, form: ExportFormat, *, now: datetime
) -> None:
    """Have a file made, in place of one that could not be; the caller holds the run."""
    this = (table.c.run_id == run_id, table.c.form == form)
    await connection.execute(table.delete().where(*this))
    row = {"run_id": run_id, "form": form, "state": FileState.WAITING, "name": "", "asked_at": now}
    await connection.execute(table.insert().values(row))


async def find_file(connection: AsyncConnection, run_id: str, form: ExportFormat) -> MadeFile | None:
    """How far the file is; None where nobody asked for it."""
    query = select(*_WITHOUT_CONTENT).where(table.c.run_id == run_id, table.c.form == form)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    return MadeFile(
        run_id=row["run_id"],
        form=ExportFormat(row["form"]),
        state=FileState(row["state"]),
        name=row["name"],
        asked_at=row["asked_at"],
        failure=Failure(**row["failure"]) if row["failure"] else None,
    )


async def content_of_file(connection: AsyncConnection, run_id: str, form: ExportFormat) -> bytes | None:
    """The file itself; None until it is made."""
    query = select(table.c.content).where(table.c.run_id == run_id, table.c.form == form)
    return (await connection.execute(query)).scalar_one_or_none()


async def mark_making(connection: AsyncConnection, run_id: str, form: ExportFormat) -> None:
    """Write that somebody works on it."""
    await _change(connection, run_id, form, state=FileState.MAKING)


async def keep_file(
    connection: AsyncConnection, run_id: str, form: ExportFormat, *, name: str, content: bytes
) -> None:
    """Write the file, unless its run is gone."""
    await _change(connection, run_id, form, state=FileState.MADE, name=name, content=content, failure=None)


async def keep_failure(
    connection: AsyncConnection, run_id: str, form: ExportFormat, failure: Failure
) -> None:
    """Write why there is no file."""
    told = msgspec.to_builtins(failure)
    await _change(connection, run_id, form, state=FileState.FAILED, failure=told)


async def delete_made_files(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete the files of runs."""
    await connection.execute(table.delete().where(table.c.run_id.in_(run_ids)))


async def _change(connection: AsyncConnection, run_id: str, form: ExportFormat, **columns: object) -> None:
    this = (table.c.run_id == run_id, table.c.form == form)
    await connection.execute(table.update().where(*this).values(**columns))
