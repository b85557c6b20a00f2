"""Whoever gives up while a transaction waits for its lock leaves no lock behind."""

import asyncio
import sqlite3

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
