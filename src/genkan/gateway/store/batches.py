"""SQL of the proof: the rows of calls by the batch that they were recorded with."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.store.calls import call

_CHUNK = 500
Row = dict[str, Any]


async def rows_of(connection: AsyncConnection, batch_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of these batches, by batch."""
    found: dict[str, list[Row]] = defaultdict(list)
    rows = await connection.execute(select(call).where(call.c.batch_id.in_(batch_ids)))
    for row in rows.mappings():
        found[row["batch_id"]].append(dict(row))
    return found


async def count_in_batches(connection: AsyncConnection) -> int:
    """How many rows name a batch."""
    query = select(func.count()).select_from(call).where(call.c.batch_id.is_not(None))
    return (await connection.execute(query)).scalar_one()


async def first_without_batch(connection: AsyncConnection, *, since: datetime) -> str | None:
    """The first call that began at or after the moment and names no batch."""
    conditions = (call.c.batch_id.is_(None), call.c.at >= since)
    query = select(call.c.id).where(*conditions).order_by(call.c.at, call.c.id).limit(1)
    return (await connection.execute(query)).scalar_one_or_none()


async def batches_of_rows(connection: AsyncConnection) -> AsyncGenerator[list[str], None]:
    """The batches that rows name, oldest first, in chunks."""
    named = call.c.batch_id
    query = select(named).where(named.is_not(None)).group_by(named).order_by(named)
    result = await connection.stream_scalars(query)
    try:
        async for chunk in result.partitions(_CHUNK):
            yield list(chunk)
    finally:
        await result.close()
