"""Writing a row that may exist at most once, whoever comes first."""

from collections.abc import Mapping

from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, row: Mapping[str, object]) -> bool:
    """Write the row; False where its key is taken.

    Works under a savepoint, so that a key that is taken leaves the transaction usable.
    """
    try:
        async with connection.begin_nested():
            await connection.execute(insert(table).values(dict(row)))
    except IntegrityError:
        return False
    return True
