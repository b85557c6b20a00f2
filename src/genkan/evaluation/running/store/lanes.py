"""The contestants of runs, and which lane holds each of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, RowMapping, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.running.plan import Contestant
from genkan.evaluation.running.run import Halt, Lane, LaneState, RunState
from genkan.evaluation.running.store.tables import contestant_table, run_table


async def add_contestants(
    connection: AsyncConnection, run_id: str, contestants: Sequence[Contestant], *, builds: Sequence[str]
) -> None:
    """Write the contestants of a run with the builds that they have now."""
    rows = [
        {
            "run_id": run_id,
            "key": each.key,
            "position": position,
            "deployment_id": each.deployment_id,
            "build": build,
            "state": LaneState.RUNNING,
            "halt": None,
            "holder": "",
        }
        for position, (each, build) in enumerate(zip(contestants, builds, strict=True))
    ]
    await connection.execute(contestant_table.insert(), rows)


async def read_lanes(connection: AsyncConnection, run_id: str) -> tuple[Lane, ...]:
    """The contestants of a run, in their order."""
    query = (
        select(contestant_table)
        .where(contestant_table.c.run_id == run_id)
        .order_by(contestant_table.c.position)
    )
    return tuple(_lane(row) for row in (await connection.execute(query)).mappings())


async def find_lane(connection: AsyncConnection, run_id: str, key: str) -> Lane | None:
    """One contestant of a run."""
    row = (await connection.execute(select(contestant_table).where(*_of(run_id, key)))).mappings().first()
    return _lane(row) if row else None


async def is_held(connection: AsyncConnection, run_id: str, key: str, *, since: datetime) -> bool:
    """Whether a lane that was seen after ``since`` holds the contestant; locks it until the transaction ends."""
    query = (
        select(contestant_table.c.holder, contestant_table.c.seen_at)
        .where(*_of(run_id, key))
        .with_for_update()
    )
    row = (await connection.execute(query)).one()
    return bool(row.holder) and row.seen_at is not None and row.seen_at > since


async def holder_of(connection: AsyncConnection, run_id: str, key: str) -> str:
    """The lane that holds the contestant, empty where none does; locks it until the transaction ends."""
    query = select(contestant_table.c.holder).where(*_of(run_id, key)).with_for_update()
    return (await connection.execute(query)).scalar_one()


async def hold(connection: AsyncConnection, run_id: str, key: str, *, holder: str, now: datetime) -> None:
    """Let a lane hold the contestant, or nobody where ``holder`` is empty."""
    await connection.execute(
        contestant_table.update().where(*_of(run_id, key)).values(holder=holder, seen_at=now)
    )


async def see(connection: AsyncConnection, holders: Iterable[str], *, now: datetime) -> None:
    """Note that these lanes live."""
    rows = [{"lane": holder, "now": now} for holder in holders]
    await connection.execute(
        contestant_table.update()
        .where(contestant_table.c.holder == bindparam("lane"))
        .values(seen_at=bindparam("now")),
        rows,
    )


async def holding(connection: AsyncConnection, holders: Sequence[str]) -> frozenset[str]:
    """Those of the lanes that still hold their contestant in a run that goes on; these stay so until the end."""
    query = (
        select(contestant_table.c.holder)
        .join(run_table, run_table.c.id == contestant_table.c.run_id)
        .where(contestant_table.c.holder.in_(holders), run_table.c.state == RunState.RUNNING)
        .with_for_update(read=True, of=contestant_table)
    )
    return frozenset((await connection.execute(query)).scalars())


async def set_lane(
    connection: AsyncConnection, run_id: str, key: str, state: LaneState, *, halt: Halt | None = None
) -> None:
    """Let the contestant stand so."""
    said = (
        {"sentence": halt.sentence, "next_step": halt.next_step, "details": dict(halt.details)}
        if halt
        else None
    )
    await connection.execute(
        contestant_table.update().where(*_of(run_id, key)).values(state=state, halt=said)
    )


def _of(run_id: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return contestant_table.c.run_id == run_id, contestant_table.c.key == key


def _lane(row: RowMapping) -> Lane:
    said = cast("dict[str, object] | None", row["halt"])
    return Lane(
        run_id=row["run_id"],
        key=row["key"],
        deployment_id=row["deployment_id"],
        build=row["build"],
        state=LaneState(row["state"]),
        halt=_halt(said) if said else None,
    )


def _halt(said: dict[str, object]) -> Halt:
    return Halt(str(said["sentence"]), str(said["next_step"]), cast("dict[str, object]", said["details"]))
