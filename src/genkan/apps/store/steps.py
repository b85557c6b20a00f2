"""What the steps of a run gave, so that none is done twice."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.store.tables import step_table
from genkan.storage import insert_once


async def find_step(connection: AsyncConnection, run_id: str, name: str) -> str | None:
    """What the step gave, None where it was not done."""
    query = select(step_table.c.text).where(step_table.c.run_id == run_id, step_table.c.name == name)
    return (await connection.execute(query)).scalar_one_or_none()


async def add_step(connection: AsyncConnection, run_id: str, name: str, text: str) -> None:
    """Keep what a step gave, in place of what it gave before."""
    this = (step_table.c.run_id == run_id, step_table.c.name == name)
    await connection.execute(step_table.delete().where(*this))
    await connection.execute(step_table.insert().values(run_id=run_id, name=name, text=text))


async def claim_step(connection: AsyncConnection, run_id: str, name: str, text: str) -> bool:
    """Keep what nobody has kept yet; False where somebody has."""
    return await insert_once(connection, step_table, {"run_id": run_id, "name": name, "text": text})


async def texts_of(connection: AsyncConnection, run_id: str, *, beginning: str) -> tuple[str, ...]:
    """What the steps gave whose names begin so."""
    query = select(step_table.c.text).where(
        step_table.c.run_id == run_id, step_table.c.name.startswith(beginning, autoescape=True)
    )
    return tuple((await connection.execute(query)).scalars())


async def forget_steps(connection: AsyncConnection, run_id: str, *, beginning: str) -> None:
    """Delete the steps of one run whose names begin so."""
    named = step_table.c.name.startswith(beginning, autoescape=True)
    await connection.execute(step_table.delete().where(step_table.c.run_id == run_id, named))


async def delete_steps(connection: AsyncConnection, run_ids: Sequence[str]) -> None:
    """Delete the steps of runs."""
    await connection.execute(step_table.delete().where(step_table.c.run_id.in_(run_ids)))
