"""Two servers on one database share the capacity of a deployment, and one takes over when the other is killed."""

import asyncio
import signal
from collections.abc import Callable

import pytest

from genkan.gateway.admission.presence import BEAT, LEASE, VIEW
from tests.crash.conftest import free_port
from tests.crash.endpoint import SLOW, CountingEndpoint
from tests.crash.installation import NARROW, Installation
from tests.crash.program import Program

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

PROGRAMS = 6


async def test_two_servers_never_use_more_than_a_capacity_together(
    on_postgresql: Installation, endpoint: CountingEndpoint, program: Callable[[Installation], Program]
) -> None:
    asking, ends = program(on_postgresql), asyncio.Event()
    servers = [on_postgresql.start(free_port()), on_postgresql.start(free_port())]
    for server in servers:
        await server.ready()
    tasks = [
        asyncio.create_task(asking.go_on(server.url, SLOW, until=ends, model="narrow"))
        for server in servers
        for _ in range(PROGRAMS)
    ]
    async with asyncio.timeout(VIEW + LEASE):
        while not all(serves(asking, server.url) for server in servers) or endpoint.open < NARROW:
            await asyncio.sleep(0.05)
    await asyncio.sleep(2)
    await servers[1].end(signal.SIGKILL)
    async with asyncio.timeout(LEASE + 3 * BEAT):
        await asyncio.sleep(1)
        await endpoint.wait_for(NARROW)
    await asyncio.sleep(2)
    assert endpoint.most == NARROW
    ends.set()
    await servers[0].end(signal.SIGTERM)
    await asyncio.gather(*tasks)


def serves(asking: Program, url: str) -> bool:
    """Whether a server answered any call so far."""
    return any(each.whole and each.url == url for each in asking.heard)
