"""The files of runs, whole in the database: on every replica at once, and gone in the transaction that deletes a run."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.run import FileSide, RunFile
from genkan.apps.store.rows import file_of
from genkan.apps.store.tables import file_table

_WITHOUT_CONTENT = [column for column in file_table.c if column.name != "content"]


async def add_file(connection: AsyncConnection, file: RunFile, content: bytes, *, position: int) -> None:
    """Keep a file."""
    row = {"id": file.id, "run_id": file.run_id, "side": file.side, "position": position, "key": file.key}
    kind = {"name": file.name, "media_type": file.media_type, "size": file.size, "content": content}
    await connection.execute(file_table.insert().values({**row, **kind}))


async def files_of(connection: AsyncConnection, run_id: str, side: FileSide) -> tuple[RunFile, ...]:
    """The files of one side, in their order."""
    query = (
        select(*_WITHOUT_CONTENT)
        .where(file_table.c.run_id == run_id, file_table.c.side == side)
        .order_by(file_table.c.position, file_table.c.id)
    )
    return tuple(file_of(row) for row in (await connection.execute(query)).mappings())


async def content_of(connection: AsyncConnection, run_id: str, file_id: str) -> bytes | None:
    """The content of a file of this run; None where there is none."""
    query = select(file_table.c.content).where(file_table.c.id == file_id, file_table.c.run_id == run_id)
    return (await connection.execute(query)).scalar_one_or_none()


async def delete_files(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete the files of runs."""
    await connection.execute(file_table.delete().where(file_table.c.run_id.in_(run_ids)))
