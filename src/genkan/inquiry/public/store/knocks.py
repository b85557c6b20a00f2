"""SQL of tries: those of one name are counted one after the other, so that any number at once, in any process, are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.public.store.tables import knock_table

_AT_ONCE = 1_000


async def add_knocks(
    connection: AsyncConnection, tries: Sequence[tuple[str, str, str]], *, at: datetime
) -> None:
    """Count tries, each by its id, its purpose and its name."""
    rows = [{"id": each[0], "purpose": each[1], "key": each[2], "at": at} for each in tries]
    await connection.execute(knock_table.insert(), rows)


async def count_since(connection: AsyncConnection, *, purpose: str, key: str, since: datetime) -> int:
    """How many tries there were since a moment."""
    own = (knock_table.c.purpose == purpose, knock_table.c.key == key, knock_table.c.at > since)
    return (await connection.execute(select(func.count()).select_from(knock_table).where(*own))).scalar_one()


async def remove_knocks(connection: AsyncConnection, knock_ids: tuple[str, ...]) -> None:
    """Tries that were right, or turned away, do not count."""
    await connection.execute(knock_table.delete().where(knock_table.c.id.in_(knock_ids)))


async def forget_before(connection: AsyncConnection, moment: datetime) -> None:
    """Take away what no longer counts for anything, and nobody else takes away at this moment."""
    old = select(knock_table.c.id).where(knock_table.c.at < moment).limit(_AT_ONCE)
    await connection.execute(
        knock_table.delete().where(knock_table.c.id.in_(old.with_for_update(skip_locked=True)))
    )
