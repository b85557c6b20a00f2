"""A server that is asked to stop under load ends every call properly, tells the programs, and writes every row."""

import asyncio
import signal
from collections.abc import Callable

import pytest

from genkan.gateway import Outcome
from tests.crash.conftest import free_port
from tests.crash.endpoint import HOLD, SLOW, CountingEndpoint
from tests.crash.installation import Installation
from tests.crash.program import Program

HELD, SHORT = 20, 30


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_server_that_stops_tells_whoever_it_cannot_answer_any_more(
    on_sqlite: Installation,
    endpoint: CountingEndpoint,
    program: Callable[[Installation], Program],
    how: signal.Signals,
) -> None:
    endpoint.seconds = 2.0
    asking = program(on_sqlite)
    server = on_sqlite.start(free_port())
    await server.ready()
    held = [asyncio.create_task(asking.ask(server.url, HOLD, stream=n % 2 == 0)) for n in range(HELD)]
    short = [asyncio.create_task(asking.ask(server.url, SLOW, stream=n % 2 == 0)) for n in range(SHORT)]
    async with asyncio.timeout(20):
        await endpoint.wait_for(HELD + SHORT)
    async with asyncio.timeout(15):
        assert await server.end(how) in {0, -how}, server.log.read_text()
    for each in await asyncio.gather(*short):
        assert each.whole, each
    for each in await asyncio.gather(*held):
        assert "server_stopping" in each.error, each
    assert endpoint.open == 0
    rows = await on_sqlite.rows()
    assert {rows[each.call_id]["outcome"] for each in asking.whole()} == {Outcome.COMPLETED}
    assert await on_sqlite.outcomes() == {Outcome.COMPLETED: SHORT, Outcome.STOPPED: HELD}
    assert not list((on_sqlite.folder / "journal").glob("*.journal"))
    assert "Traceback" not in server.log.read_text()
