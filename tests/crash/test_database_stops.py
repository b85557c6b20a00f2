"""Records that go away under load: everything is answered or refused in time, and nothing is lost or counted twice."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from genkan.gateway import Outcome
from tests.crash.conftest import free_port
from tests.crash.endpoint import QUICK, CountingEndpoint
from tests.crash.installation import Installation
from tests.crash.program import Heard, Program
from tests.crash.proxy import passing

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

PROGRAMS = 20
LONGEST_WAIT = 30.0
RECOVERY = 20.0
Away = Callable[[], Awaitable[None]]


@pytest.fixture
async def sqlite_away(on_sqlite: Installation) -> tuple[Installation, Away]:
    """Another program holds the lock of the file for twelve seconds."""

    def hold() -> sqlite3.Connection:
        holder = sqlite3.connect(on_sqlite.folder / "genkan.sqlite3", timeout=30, check_same_thread=False)
        holder.execute("BEGIN EXCLUSIVE")
        return holder

    async def away() -> None:
        holder = await asyncio.to_thread(hold)
        await asyncio.sleep(12)
        holder.rollback()
        holder.close()

    return on_sqlite, away


@pytest.fixture
async def postgresql_away(on_postgresql: Installation) -> AsyncIterator[tuple[Installation, Away]]:
    """The server keeps silent for twelve seconds and refuses every connection for two."""
    with TemporaryDirectory(prefix="genkan-proxy-") as folder:
        async with passing(on_postgresql.database_url, Path(folder)) as (proxy, url):

            async def away() -> None:
                proxy.stall()
                await asyncio.sleep(12)
                proxy.cut()
                await asyncio.sleep(2)
                proxy.mend()

            on_postgresql.served_from = url
            yield on_postgresql, away
            await on_postgresql.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def going_away(request: pytest.FixtureRequest) -> tuple[Installation, Away]:
    """An installation on each engine, and how its records go away."""
    return request.getfixturevalue(f"{request.param}_away")


async def test_records_that_go_away_cost_time_and_nothing_else(
    going_away: tuple[Installation, Away],
    endpoint: CountingEndpoint,
    program: Callable[[Installation], Program],
) -> None:
    installation, away = going_away
    asking, ends = program(installation), asyncio.Event()
    server = installation.start(free_port(), GENKAN_QUEUE_SECONDS="10")
    await server.ready()
    tasks = [asyncio.create_task(asking.go_on(server.url, QUICK, until=ends)) for _ in range(PROGRAMS)]
    await asyncio.sleep(1)
    await away()
    async with asyncio.timeout(RECOVERY):
        while not (await asking.ask(server.url, QUICK)).whole:
            await asyncio.sleep(0.2)
    ends.set()
    async with asyncio.timeout(LONGEST_WAIT):
        await asyncio.gather(*tasks)
    await server.end(signal.SIGTERM)
    assert_answered_or_refused(asking.heard)
    rows = await installation.rows()
    assert {each.call_id for each in asking.whole()} == set(rows)
    assert {row["outcome"] for row in rows.values()} == {Outcome.COMPLETED}
    assert endpoint.answered == len(rows) == len(asking.whole())
    assert f"{len(rows):,} records of calls" in await installation.verify()


def assert_answered_or_refused(heard: list[Heard]) -> None:
    """Nobody waited for long, and who was refused was told when to come back."""
    refused = [each for each in heard if not each.whole]
    assert {each.status for each in refused} <= {503}, refused
    assert all(int(each.retry_after) > 0 for each in refused)
    assert max(each.seconds for each in heard) < LONGEST_WAIT
