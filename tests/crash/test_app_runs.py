"""``kill -9`` while runs of an app are worked off: none is lost, and what a model has answered is not asked again."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from genkan.apps.serving.served_app import ServedApp
from genkan.apps.serving.store import write_served
from genkan.apps.store.tables import run_table, step_table
from genkan.catalogue import list_deployments
from genkan.governance.store.people import list_organisations
from genkan.jobs.store import job
from genkan.kit import system_clock
from genkan.storage import Database
from tests.crash.conftest import free_port
from tests.crash.endpoint import SLOWLY, CountingEndpoint
from tests.crash.installation import Installation

RUNS = 24


@pytest.fixture
async def records(installation: Installation) -> AsyncIterator[Database]:
    """The database of the servers, read beside them."""
    database = Database(
        installation.database_url or f"sqlite+aiosqlite:///{installation.folder / 'genkan.sqlite3'}"
    )
    yield database
    await database.close()


async def test_runs_survive_a_kill_and_none_is_done_twice(
    installation: Installation, endpoint: CountingEndpoint, session: aiohttp.ClientSession, records: Database
) -> None:
    database, port = records, free_port()
    await lend_the_summary(database)
    server = installation.start(port)
    await server.ready()
    asking = [asyncio.create_task(ask(session, port, installation.key, number)) for number in range(RUNS)]
    async with asyncio.timeout(60):
        while len(await rows(database, step_table)) < 2 or len(await rows(database, run_table)) < RUNS:
            await asyncio.sleep(0.01)
    await server.end(signal.SIGKILL)
    await asyncio.gather(*asking)
    kept = {row["run_id"] for row in await rows(database, step_table) if row["name"] == "answer"}
    assert len(kept) < RUNS

    await let_leases_run_out(database)
    server = installation.start(port)
    await server.ready()
    async with asyncio.timeout(90):
        while not all(row["ended_at"] for row in await rows(database, run_table)):
            await asyncio.sleep(0.1)
    found = await rows(database, run_table)
    assert {row["state"] for row in found} == {"completed"}
    answers = [row for row in await rows(database, step_table) if row["name"] == "answer"]
    assert len(found) == RUNS == len(answers)
    told = "\n".join(endpoint.told)
    for row in found:
        assert told.count(row["values"]["text"]) == 1 if row["id"] in kept else row["values"]["text"] in told
    await server.end(signal.SIGTERM)


async def lend_the_summary(database: Database) -> None:
    """Let programs with the key run the app."""
    async with database.write() as connection:
        (organisation,) = await list_organisations(connection)
        wide = next(each for each in await list_deployments(connection) if each.title == "wide")
        served = ServedApp(organisation.id, "summary", wide.id, system_clock(), "test")
        await write_served(connection, served)


async def ask(session: aiohttp.ClientSession, port: int, key: str, number: int) -> None:
    """What a host sends; the server may be gone before it answers."""
    inputs = {"text": f"{SLOWLY}読む第{number}の資料。", "length": "short", "shape": "points"}
    body: dict[str, Any] = {"inputs": inputs, "sessionId": f"session-{number}"}
    address = f"http://127.0.0.1:{port}/gennai/apps/summary"
    try:
        async with session.post(address, json=body, headers={"x-api-key": key}) as answer:
            await answer.read()
    except aiohttp.ClientError:
        return


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    """All rows of a table."""
    async with database.read() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]


async def let_leases_run_out(database: Database) -> None:
    """As if the half minute after the kill had gone by."""
    async with database.write() as connection:
        past = system_clock() - timedelta(seconds=1)
        await connection.execute(job.update().where(job.c.lease_until.is_not(None)).values(lease_until=past))
