"""The turns before a run that a host outside sent with it."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.program import Turn
from genkan.storage import Moment, metadata

turn_table = Table(
    "app_run_turn",
    metadata,
    Column("run_id", String(36), ForeignKey("app_run.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("values", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("said_at", Moment, nullable=True),
)


async def add_turns(connection: AsyncConnection, run_id: str, turns: Sequence[Turn]) -> None:
    """Keep them with the run, in their order."""
    rows = [
        {"run_id": run_id, "position": position, "values": dict(turn.values), "text": turn.text}
        | {"said_at": turn.said_at}
        for position, turn in enumerate(turns)
    ]
    if rows:
        await connection.execute(turn_table.insert(), rows)


async def turns_of(connection: AsyncConnection, run_id: str) -> tuple[Turn, ...]:
    """The turns that were kept with a run, oldest first."""
    query = select(turn_table).where(turn_table.c.run_id == run_id).order_by(turn_table.c.position)
    return tuple(
        Turn(cast("dict[str, str]", row["values"]), row["text"], said_at=row["said_at"])
        for row in (await connection.execute(query)).mappings()
    )


async def delete_turns(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete those of runs."""
    await connection.execute(turn_table.delete().where(turn_table.c.run_id.in_(run_ids)))
