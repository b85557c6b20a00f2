"""The two sides of runs that two models do."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.run import Run
from genkan.apps.store.rows import run_of
from genkan.apps.store.runs import lock_run
from genkan.apps.store.tables import run_table


async def sides_of(connection: AsyncConnection, pair_id: str) -> tuple[Run, ...]:
    """Both sides of a pair, A first; none of a run that stands alone."""
    query = (
        select(run_table)
        .where(run_table.c.pair_id == pair_id, run_table.c.side != "")
        .order_by(run_table.c.side)
    )
    return tuple(run_of(row) for row in (await connection.execute(query)).mappings())


async def ids_with_sides(connection: AsyncConnection, run_ids: Sequence[str]) -> tuple[str, ...]:
    """The runs, and the sides of those that are pairs."""
    query = select(run_table.c.id).where(run_table.c.pair_id.in_(run_ids), run_table.c.side != "")
    return (*run_ids, *(await connection.execute(query)).scalars())


async def lock_with_pair(connection: AsyncConnection, run: Run) -> Run | None:
    """The run, held until the transaction ends, and before it its pair: both sides never end at the same moment."""
    if run.side:
        await lock_run(connection, run.pair_id)
    return await lock_run(connection, run.id)


async def pick(connection: AsyncConnection, pair_id: str, side: Run) -> None:
    """Let a pair go on with the output of one of its sides."""
    adopted = {
        "picked_id": side.id,
        "text": side.text,
        "checks": [msgspec.to_builtins(check) for check in side.checks],
        "notices": list(side.notices),
    }
    await connection.execute(run_table.update().where(run_table.c.id == pair_id).values(**adopted))
