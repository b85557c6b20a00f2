"""SQL of how much lies with each office and officer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.store.tables import case_table

_OVER = 2


@dataclass(frozen=True)
class Load:
    """The open cases of an officer in an office; an id is empty where nobody was chosen."""

    office_id: str
    owner_id: str
    open: int
    late: int
    soon: int
    flagged: int
    oldest: datetime


async def list_loads(
    connection: AsyncConnection, organisation_id: str, *, today: date, soon: date
) -> tuple[Load, ...]:
    """The open cases by office and officer; ``soon`` is the last day of those that are due soon."""
    case_ = case_table.c
    late = func.sum(case((case_.deadline < today, 1), else_=0))
    due_soon = func.sum(case((case_.deadline.between(today, soon), 1), else_=0))
    flagged = func.sum(case((case_.rank == 0, 1), else_=0))
    keys = (case_.office_id, case_.owner_id)
    query = (
        select(*keys, func.count(), late, due_soon, flagged, func.min(case_.received_at))
        .where(case_.organisation_id == organisation_id, case_.rank < _OVER)
        .group_by(*keys)
    )
    rows = await connection.execute(query)
    return tuple(Load(row[0] or "", row[1] or "", *row[2:]) for row in rows)
