"""SQL of groups: people of one organisation or of several who read the same things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.store.tables import reader_group, reader_group_member


@dataclass(frozen=True)
class ReaderGroup:
    """People under one title; the organisation is the one that looks after the group."""

    id: str
    organisation_id: str
    title: str


async def add_group(connection: AsyncConnection, new: ReaderGroup, *, now: datetime) -> None:
    """Write a group without members."""
    await connection.execute(insert(reader_group).values(**vars(new), created_at=now))


async def list_groups(connection: AsyncConnection, organisation_id: str) -> tuple[ReaderGroup, ...]:
    """The groups that an organisation looks after, by title."""
    query = select(reader_group.c.id, reader_group.c.organisation_id, reader_group.c.title)
    chosen = query.where(reader_group.c.organisation_id == organisation_id).order_by(reader_group.c.title)
    return tuple(ReaderGroup(*row) for row in await connection.execute(chosen))


async def find_group(
    connection: AsyncConnection, group_id: str, *, organisation_id: str
) -> ReaderGroup | None:
    """A group that an organisation looks after."""
    groups = await list_groups(connection, organisation_id)
    return next((group for group in groups if group.id == group_id), None)


async def set_members(connection: AsyncConnection, group_id: str, *, person_ids: Sequence[str]) -> None:
    """Let a group have these members and no others."""
    await connection.execute(delete(reader_group_member).where(reader_group_member.c.group_id == group_id))
    rows = [{"group_id": group_id, "person_id": person_id} for person_id in dict.fromkeys(person_ids)]
    if rows:
        await connection.execute(insert(reader_group_member), rows)


async def members_of(connection: AsyncConnection, group_id: str) -> tuple[str, ...]:
    """The ids of the people in a group."""
    query = select(reader_group_member.c.person_id).where(reader_group_member.c.group_id == group_id)
    return tuple((await connection.execute(query.order_by(reader_group_member.c.person_id))).scalars())


async def group_ids_of(connection: AsyncConnection, person_id: str) -> tuple[str, ...]:
    """The ids of the groups that a person is in."""
    query = select(reader_group_member.c.group_id).where(reader_group_member.c.person_id == person_id)
    return tuple((await connection.execute(query.order_by(reader_group_member.c.group_id))).scalars())
