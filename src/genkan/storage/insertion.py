"""Writing rows that may stand already, on both engines."""

from collections.abc import Mapping

from sqlalchemy import Table
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
