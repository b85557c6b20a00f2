"""Writing rows that may stand already, on both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_into(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insertion that can say what becomes of a row whose key is taken (``on_conflict_do_update``)."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table)


async def insert_once(connection: AsyncConnection, table: Table, row: Mapping[str, object]) -> bool:
    """Write the row; False where one of its keys is taken, also by a transaction that ran beside this one."""
    statement = insert_into(connection, table).values(dict(row)).on_conflict_do_nothing()
    written = await connection.execute(statement.returning(*table.primary_key))
    return written.first() is not None


async def insert_new(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, object]]
) -> Sequence[Row[tuple[Any, ...]]]:
    """Write the rows in one statement; the primary keys of those whose keys were free, as ``insert_once`` decides."""
    if not rows:
        return ()
    statement = insert_into(connection, table).on_conflict_do_nothing().returning(*table.primary_key)
    return (await connection.execute(statement, [dict(row) for row in rows])).all()
