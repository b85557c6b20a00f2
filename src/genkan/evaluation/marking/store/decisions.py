"""SQL of what third persons decide."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.decision import Decision, DecisionKind
from genkan.evaluation.marking.store.tables import decision_table
from genkan.kit import storable


async def add_decisions(connection: AsyncConnection, decisions: Iterable[Decision]) -> None:
    """Write decisions that are asked for."""
    rows = [
        {name: getattr(one, name) for name in one.__slots__}
        | {"points": json.dumps(one.points), "kind": one.kind.value}
        for one in decisions
    ]
    if rows:
        await connection.execute(decision_table.insert(), rows)


async def decisions_of(connection: AsyncConnection, task_id: str) -> tuple[Decision, ...]:
    """The decisions of a task in the order in which they were asked for."""
    query = select(decision_table).where(decision_table.c.task_id == task_id)
    rows = await connection.execute(query.order_by(decision_table.c.asked_at, decision_table.c.id))
    return tuple(map(_decision, rows.mappings()))


async def decisions_for(connection: AsyncConnection, person_id: str) -> tuple[Decision, ...]:
    """The decisions that a person is to make or has made, the newest first."""
    query = select(decision_table).where(decision_table.c.person_id == person_id)
    return tuple(
        map(
            _decision, (await connection.execute(query.order_by(decision_table.c.asked_at.desc()))).mappings()
        )
    )


async def find_decision(connection: AsyncConnection, decision_id: str, *, person_id: str) -> Decision | None:
    """The decision of an id, if it is this person's."""
    own = (decision_table.c.id == storable(decision_id), decision_table.c.person_id == person_id)
    row = (await connection.execute(select(decision_table).where(*own))).mappings().one_or_none()
    return _decision(row) if row else None


async def decide(
    connection: AsyncConnection, decision: Decision, *, points: tuple[int, ...], note: str, now: datetime
) -> bool:
    """Write what was decided; False where it was decided before."""
    change = decision_table.update().where(
        decision_table.c.id == decision.id, decision_table.c.decided_at.is_(None)
    )
    values = {"points": json.dumps(points), "note": note, "decided_at": now}
    return (await connection.execute(change.values(values))).rowcount == 1


def _decision(row: RowMapping) -> Decision:
    values: dict[str, Any] = {
        **row,
        "points": tuple(json.loads(row["points"])),
        "kind": DecisionKind(row["kind"]),
    }
    return Decision(**values)
