"""SQL of markers, their conflicts and their slots."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.slot import Points, Slot
from genkan.evaluation.marking.store.tables import conflict_table, marker_table, slot_table
from genkan.storage import insert_once


async def add_marker(connection: AsyncConnection, task_id: str, person_id: str) -> bool:
    """Let a person mark in a task; False where the person does already."""
    row = {"task_id": task_id, "person_id": person_id, "finished_at": None}
    return await insert_once(connection, marker_table, row)


async def markers_of(connection: AsyncConnection, task_id: str) -> dict[str, datetime | None]:
    """When each marker of a task finished, ``None`` for who has not, by the person's id."""
    query = select(marker_table).where(marker_table.c.task_id == task_id)
    rows = await connection.execute(query.order_by(marker_table.c.person_id))
    return {row.person_id: row.finished_at for row in rows}


async def hold_marker(connection: AsyncConnection, task_id: str, person_id: str) -> datetime | None:
    """When a marker finished; nobody changes that until the end of the transaction."""
    own = (marker_table.c.task_id == task_id, marker_table.c.person_id == person_id)
    query = select(marker_table.c.finished_at).where(*own).with_for_update()
    return (await connection.execute(query)).scalar_one_or_none()


async def tasks_of_marker(connection: AsyncConnection, person_id: str) -> tuple[str, ...]:
    """The ids of the tasks in which a person marks."""
    query = select(marker_table.c.task_id).where(marker_table.c.person_id == person_id)
    return tuple((await connection.execute(query)).scalars())


async def finish_marker(connection: AsyncConnection, task_id: str, person_id: str, *, now: datetime) -> bool:
    """Note that a marker is done; False where that was noted before."""
    own = (marker_table.c.task_id == task_id, marker_table.c.person_id == person_id)
    change = marker_table.update().where(*own, marker_table.c.finished_at.is_(None))
    return (await connection.execute(change.values(finished_at=now))).rowcount == 1


async def add_conflict(
    connection: AsyncConnection, task_id: str, person_id: str, party: str, *, now: datetime
) -> bool:
    """Note a conflict; False where it was noted before."""
    row = {"task_id": task_id, "person_id": person_id, "party": party, "declared_at": now}
    return await insert_once(connection, conflict_table, row)


async def conflicts_of(connection: AsyncConnection, task_id: str) -> dict[str, set[str]]:
    """The parties of each marker with a conflict, by the person's id."""
    query = select(conflict_table).where(conflict_table.c.task_id == task_id)
    found: dict[str, set[str]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.person_id, set()).add(row.party)
    return found


async def add_slots(connection: AsyncConnection, slots: Iterable[Slot]) -> None:
    """Write slots."""
    rows = [
        {name: getattr(slot, name) for name in slot.__slots__} | {"points": json.dumps(slot.points)}
        for slot in slots
    ]
    if rows:
        await connection.execute(slot_table.insert(), rows)


async def slots_of(
    connection: AsyncConnection, task_id: str, *, person_id: str | None = None
) -> tuple[Slot, ...]:
    """The slots of a task, or of one marker in it, by position."""
    query = select(slot_table).where(slot_table.c.task_id == task_id)
    if person_id is not None:
        query = query.where(slot_table.c.person_id == person_id)
    ordered = query.order_by(slot_table.c.person_id, slot_table.c.position)
    return tuple(map(_slot, (await connection.execute(ordered)).mappings()))


async def slots_of_answer(connection: AsyncConnection, answer_id: str) -> tuple[Slot, ...]:
    """The slots of one answer that were not its second turn, by marker."""
    own = (slot_table.c.answer_id == answer_id, slot_table.c.turn == 0)
    query = select(slot_table).where(*own).order_by(slot_table.c.person_id)
    return tuple(map(_slot, (await connection.execute(query)).mappings()))


async def find_slot(
    connection: AsyncConnection, task_id: str, *, person_id: str, position: int
) -> Slot | None:
    """The slot at a place in the order of a marker."""
    own = (slot_table.c.task_id == task_id, slot_table.c.person_id == person_id)
    query = select(slot_table).where(*own, slot_table.c.position == position)
    row = (await connection.execute(query)).mappings().one_or_none()
    return _slot(row) if row else None


async def change_slot(
    connection: AsyncConnection, slot: Slot, *, points: Points, note: str, seen: int, now: datetime
) -> bool:
    """Write a mark over the version that was seen; False where it is another by now."""
    change = slot_table.update().where(slot_table.c.id == slot.id, slot_table.c.version == seen)
    values = {"points": json.dumps(points), "note": note, "version": seen + 1, "marked_at": now}
    return (await connection.execute(change.values(values))).rowcount == 1


async def count_slots(connection: AsyncConnection, task_id: str) -> int:
    """How many slots a task has."""
    query = select(func.count()).where(slot_table.c.task_id == task_id)
    return (await connection.execute(query)).scalar_one()


def _slot(row: RowMapping) -> Slot:
    values: dict[str, Any] = {**row, "points": tuple(json.loads(row["points"]))}
    return Slot(**values)
