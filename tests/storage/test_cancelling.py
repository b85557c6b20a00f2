"""A task that is cancelled while it begins to write many rows ends as cancelled, and spoils no connection."""

import asyncio
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import waiting
from psycopg._pipeline import BasePipeline
from sqlalchemy import column, table

from genkan.storage import Database
from tests.conftest import NOON

ORGANISATIONS = table("organisation", *map(column, ("id", "name", "kind", "created_at")))


def rows(beginning: str) -> list[dict[str, object]]:
    return [
        {"id": f"{beginning}{number}", "name": f"{beginning}{number}", "kind": "city", "created_at": NOON}
        for number in range(3)
    ]


async def write(database: Database, beginning: str) -> None:
    async with database.write() as connection:
        await connection.execute(ORGANISATIONS.insert(), rows(beginning))


async def test_cancelled_while_the_rows_begin_to_leave(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(postgresql_url, pool_size=1)
    await write(database, "before")
    entered, begun = BasePipeline._enter_gen, []

    def cancelled(pipeline: Any) -> Iterator[Any]:
        """The moment in which a busy loop gives way."""
        yield from entered(pipeline)
        task = asyncio.current_task()
        assert task is not None
        begun.append(task)
        task.cancel()

    with monkeypatch.context() as patched:
        patched.setattr(waiting, "MAX_BUSY_TIME", -1.0)
        patched.setattr(BasePipeline, "_enter_gen", cancelled)
        with pytest.raises(asyncio.CancelledError):
            await asyncio.create_task(write(database, "lost"))
    assert len(begun) == 1
    assert psycopg.AsyncPipeline.is_supported()
    await write(database, "after")
    async with database.read() as connection:
        names = (await connection.execute(ORGANISATIONS.select())).scalars().all()
    assert sorted(names) == sorted(str(row["id"]) for row in (*rows("before"), *rows("after")))
    await database.close()


async def test_a_fault_of_ours_stays_what_it_is(database: Database) -> None:
    with pytest.raises(AssertionError, match="ours"):
        async with database.write():
            raise AssertionError("ours")
