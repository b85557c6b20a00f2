"""Counting changes by topic, so that every process learns that what it holds in memory is out of date."""

from sqlalchemy import BigInteger, Column, String, Table, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage.metadata import metadata

change = Table(
    "change",
    metadata,
    Column("topic", String(40), primary_key=True),
    Column("version", BigInteger, nullable=False),
)


async def note_change(connection: AsyncConnection, topic: str) -> None:
    """Count a change of ``topic`` in the transaction of the deed."""
    insert = insert_sqlite if connection.dialect.name == "sqlite" else insert_postgresql
    await connection.execute(
        insert(change).values(topic=topic, version=0).on_conflict_do_nothing(index_elements=["topic"])
    )
    await connection.execute(
        update(change).where(change.c.topic == topic).values(version=change.c.version + 1)
    )


async def read_changes(connection: AsyncConnection) -> dict[str, int]:
    """How often each topic changed; a topic that never changed is missing."""
    return {row.topic: row.version for row in await connection.execute(select(change))}
