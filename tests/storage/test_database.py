"""What a transaction promises, on both engines."""

import pytest
from sqlalchemy import text

from genkan.storage import Database, after_commit


async def test_after_commit_runs_only_when_committed(database: Database) -> None:
    seen: list[str] = []
    async with database.write() as connection:
        after_commit(connection, lambda: seen.append("committed"))
        assert seen == []
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            after_commit(connection, lambda: seen.append("rolled back"))
            raise RuntimeError
    async with database.write():
        pass
    assert seen == ["committed"]


async def test_a_failed_block_leaves_nothing(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE note (words TEXT)"))
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO note VALUES ('lost')"))
            raise RuntimeError
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM note"))).scalar_one() == 0


async def test_readers_see_one_state_while_a_writer_commits(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE note (words TEXT)"))
    async with database.read() as reader:
        count = text("SELECT count(*) FROM note")
        assert (await reader.execute(count)).scalar_one() == 0
        async with database.write() as writer:
            await writer.execute(text("INSERT INTO note VALUES ('new')"))
        assert (await reader.execute(count)).scalar_one() == 0
