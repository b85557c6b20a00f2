"""Whoever gives up while a transaction waits for its lock leaves no lock behind."""

import asyncio
import gc
import sqlite3
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from genkan.storage import Database


@pytest.mark.parametrize("held", [0.05, 1.0])
@pytest.mark.parametrize("patience", [0.05, 0.3])
async def test_a_write_that_is_given_up_while_it_waits_for_the_lock_does_not_get_it_later(
    sqlite_url: str, patience: float, held: float
) -> None:
    path = make_url(sqlite_url).database
    assert path is not None
    database = Database(sqlite_url)

    async def write() -> None:
        async with database.write() as connection:
            await connection.execute(text("SELECT 1"))

    await write()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    waiting = asyncio.create_task(write())
    await asyncio.sleep(patience)
    waiting.cancel()
    await asyncio.sleep(held)
    holder.rollback()
    with pytest.raises(asyncio.CancelledError) as kept:
        await waiting
    holder.close()
    other = sqlite3.connect(path, timeout=2)
    other.execute("BEGIN IMMEDIATE")
    other.close()
    async with asyncio.timeout(5):
        await write()
    await database.close()
    assert kept.value.__traceback__ is not None, "who looks into the error keeps all that it touched"


STEPS = 40


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Nothing is freed by looking for circles, as for long times in a server."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("again_after", [None, 0, 1, 2])
async def test_a_write_that_is_given_up_at_any_step_keeps_no_lock(
    database: Database, again_after: int | None
) -> None:
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE note (words TEXT)"))
        await connection.execute(text("INSERT INTO note VALUES ('a'), ('b'), ('c')"))
    kept: list[object] = []
    before = asyncio.all_tasks()
    for step in range(STEPS):
        writing = asyncio.create_task(change_all(database))
        await pass_on(step)
        writing.cancel()
        if again_after is not None:
            await pass_on(again_after)
            writing.cancel()
        kept += await asyncio.gather(writing, return_exceptions=True)
        async with asyncio.timeout(5):
            await change_all(database)
    async with asyncio.timeout(5):
        while asyncio.all_tasks() != before:
            await asyncio.sleep(0.01)
        await database.close()
    assert any(isinstance(each, asyncio.CancelledError) for each in kept), "nobody was cancelled in time"


async def change_all(database: Database) -> None:
    """A transaction with a statement that changes and gives rows."""
    async with database.write() as connection:
        await connection.execute(text("UPDATE note SET words = words || 'x' RETURNING words"))
        await connection.execute(text("SELECT words FROM note"))


async def pass_on(steps: int) -> None:
    """So many turns of the loop, each after whatever the threads of drivers do by then."""
    for _ in range(steps):
        await asyncio.sleep(0)
        time.sleep(0.001)  # noqa: ASYNC251 - the loop has to stand still, so that an answer lies there when it is not wanted any more
