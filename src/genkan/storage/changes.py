"""Counting changes by topic, so that every process learns that what it holds in memory is out of date."""

from sqlalchemy import BigInteger, Column, String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage.insertion import insert_once
from genkan.storage.metadata import metadata

change = Table(
    "change",
    metadata,
    Column("topic", String(40), primary_key=True),
    Column("version", BigInteger, nullable=False),
)


async def note_change(connection: AsyncConnection, topic: str) -> None:
    """Count a change of ``topic`` in the transaction of the deed."""
    await insert_once(connection, change, {"topic": topic, "version": 0})
    await connection.execute(
        update(change).where(change.c.topic == topic).values(version=change.c.version + 1)
    )


async def read_changes(connection: AsyncConnection) -> dict[str, int]:
    """How often each topic changed; a topic that never changed is missing."""
    return {row.topic: row.version for row in await connection.execute(select(change))}
