"""A full disk, a database that is gone, a lock that is held: each has its name, and nothing is half written."""

import sqlite3

import pytest
from sqlalchemy import text

from genkan.storage import Database, DatabaseBusy, DatabaseFull, DatabaseUnavailable, migrate, problem_of


async def test_a_full_disk_is_named_and_nothing_stays(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE note (words TEXT)"))
    with pytest.raises(DatabaseFull):
        async with database.write() as connection:
            pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
            await connection.execute(text(f"PRAGMA max_page_count={pages + 1}"))
            await connection.execute(text("INSERT INTO note VALUES ('kept?')"))
            await connection.execute(text("INSERT INTO note VALUES (:words)"), {"words": "長" * 100_000})
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM note"))).scalar_one() == 0
    await database.close()


async def test_a_database_that_does_not_answer_is_named() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with pytest.raises(DatabaseUnavailable):
        async with database.read():
            raise AssertionError("there is no database")
    await database.close()


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(DatabaseUnavailable):
        migrate("sqlite+aiosqlite:////nowhere/at/all/genkan.sqlite3")


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (OSError(28, "No space left on device"), DatabaseFull),  # a full disk below PostgreSQL's socket
        (ConnectionRefusedError(111, "Connection refused"), DatabaseUnavailable),
        (
            sqlite3.OperationalError("database is locked"),
            None,
        ),  # the driver's own class never reaches us bare
        (ValueError("connection refused"), None),  # a fault of ours keeps its name
    ],
)
def test_naming(error: Exception, problem: type[Exception] | None) -> None:
    named = problem_of(error)
    assert (type(named) if named else None) is problem


def test_a_busy_database_is_named(sqlite_url: str) -> None:
    from sqlalchemy.exc import OperationalError

    locked = OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))
    assert isinstance(problem_of(locked), DatabaseBusy)
