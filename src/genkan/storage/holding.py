"""Names under which transactions wait for each other, where no row is there yet that could be held."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection


async def hold_names(connection: AsyncConnection, names: Sequence[str]) -> None:
    """Let others with one of these names wait for the end of the transaction; SQLite lets one write at a time anyway."""
    if connection.dialect.name != "postgresql":
        return
    for name in sorted(set(names)):
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
