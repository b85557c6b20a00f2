"""Processes that admit calls: when each was seen last."""

from datetime import datetime

from sqlalchemy import Column, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import Moment, metadata

door_process = Table(
    "door_process",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("seen_at", Moment, nullable=False),
)


async def heartbeat(connection: AsyncConnection, process_id: str, now: datetime) -> None:
    """Note that a process lives."""
    own = door_process.c.id == process_id
    result = await connection.execute(door_process.update().where(own).values(seen_at=now))
    if result.rowcount == 0:
        await connection.execute(door_process.insert().values(id=process_id, seen_at=now))


async def live(connection: AsyncConnection, since: datetime) -> frozenset[str]:
    """The ids of the processes that were seen at or after a moment."""
    result = await connection.execute(select(door_process.c.id).where(door_process.c.seen_at >= since))
    return frozenset(result.scalars())


async def forget(connection: AsyncConnection, process_id: str) -> None:
    """Take out a process that ends."""
    await connection.execute(door_process.delete().where(door_process.c.id == process_id))


async def forget_unseen(connection: AsyncConnection, since: datetime) -> None:
    """Take out processes that were not seen since a moment."""
    await connection.execute(door_process.delete().where(door_process.c.seen_at < since))
