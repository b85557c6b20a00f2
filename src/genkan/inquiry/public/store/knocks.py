"""SQL of tries: each is written before it is judged, so that any number of them at once, in any process, are counted."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.store.tables import knock_table


async def add_knock(
    connection: AsyncConnection, knock_id: str, *, purpose: str, key: str, at: datetime
) -> None:
    """Count a try."""
    await connection.execute(knock_table.insert().values(id=knock_id, purpose=purpose, key=key, at=at))


async def count_since(connection: AsyncConnection, *, purpose: str, key: str, since: datetime) -> int:
    """How many tries there were since a moment."""
    own = (knock_table.c.purpose == purpose, knock_table.c.key == key, knock_table.c.at > since)
    return (await connection.execute(select(func.count()).select_from(knock_table).where(*own))).scalar_one()


async def remove_knocks(connection: AsyncConnection, knock_ids: tuple[str, ...]) -> None:
    """Tries that were right, or turned away, do not count."""
    await connection.execute(knock_table.delete().where(knock_table.c.id.in_(knock_ids)))


async def forget_before(connection: AsyncConnection, moment: datetime) -> None:
    """Take away what no longer counts for anything."""
    await connection.execute(knock_table.delete().where(knock_table.c.at < moment))
