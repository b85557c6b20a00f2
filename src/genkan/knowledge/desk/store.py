"""The table of what was read: how often, by whom, through which door, and nothing of what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Column, Date, Integer, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_into, metadata


class ReadKind(NamedTuple):
    """What reads are counted by; ``api_key_id`` is empty for people at the pages."""

    day: date
    organisation_id: str
    api_key_id: str
    door: str
    deed: str


read_count = Table(
    "read_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("organisation_id", String(36), primary_key=True),
    Column("api_key_id", String(36), primary_key=True),
    Column("door", String(20), primary_key=True),
    Column("deed", String(40), primary_key=True),
    Column("reads", Integer, nullable=False),
)


async def add_reads(connection: AsyncConnection, counts: Mapping[ReadKind, int]) -> None:
    """Add to the counts, in an order in which two processes never wait for each other."""
    values = [{**kind._asdict(), "reads": reads} for kind, reads in sorted(counts.items())]
    statement = insert_into(connection, read_count).values(values)
    more = read_count.c.reads + statement.excluded.reads
    await connection.execute(
        statement.on_conflict_do_update(index_elements=ReadKind._fields, set_={"reads": more})
    )


async def list_reads(
    connection: AsyncConnection, *, since: date, organisation_id: str | None = None
) -> Sequence[tuple[ReadKind, int]]:
    """The counts from a day on, of all organisations or of one, in the order of day, organisation, key, door and deed."""
    columns = read_count.c
    query = select(read_count).where(columns.day >= since)
    if organisation_id is not None:
        query = query.where(columns.organisation_id == organisation_id)
    query = query.order_by(
        columns.day, columns.organisation_id, columns.api_key_id, columns.door, columns.deed
    )
    rows = await connection.execute(query)
    return [
        (ReadKind(row.day, row.organisation_id, row.api_key_id, row.door, row.deed), row.reads)
        for row in rows
    ]
