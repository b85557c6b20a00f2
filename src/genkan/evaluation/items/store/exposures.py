"""SQL of what was seen by whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.store.tables import exposure_table


class SeenBy(NamedTuple):
    """An operator that has seen a question: first when, in which version, in which test, through which deployment."""

    operator: str
    version: int
    at: datetime
    exam_id: str | None
    deployment_id: str | None


async def add_exposures(connection: AsyncConnection, rows: Sequence[Mapping[str, object]]) -> None:
    """Write down what was shown."""
    if rows:
        await connection.execute(exposure_table.insert(), [dict(row) for row in rows])


async def exposures_of(connection: AsyncConnection, item_id: str) -> tuple[SeenBy, ...]:
    """Who has seen a question, the first first."""
    query = select(exposure_table).where(exposure_table.c.item_id == item_id)
    rows = await connection.execute(query.order_by(exposure_table.c.at, exposure_table.c.operator))
    return tuple(SeenBy(row.operator, row.version, row.at, row.exam_id, row.deployment_id) for row in rows)


async def burnt_counts(connection: AsyncConnection, item_ids: Sequence[str]) -> dict[str, int]:
    """How many operators have seen each question, by id; those that nobody has seen are missing."""
    operators = func.count(exposure_table.c.operator.distinct()).label("operators")
    query = select(exposure_table.c.item_id, operators).where(exposure_table.c.item_id.in_(item_ids))
    rows = await connection.execute(query.group_by(exposure_table.c.item_id))
    return {row.item_id: row.operators for row in rows}


async def seen_by(connection: AsyncConnection, operator: str, *, exam_id: str) -> frozenset[str]:
    """The ids of the questions that an operator has seen in a test."""
    own = (exposure_table.c.operator == operator, exposure_table.c.exam_id == exam_id)
    return frozenset((await connection.execute(select(exposure_table.c.item_id).where(*own))).scalars())
