"""``kill -9`` under load: no call is lost or counted twice, and every place is free again at once."""

import asyncio
import signal
from collections.abc import Callable

from genkan.gateway import Outcome
from tests.crash.conftest import free_port
from tests.crash.endpoint import HOLD, QUICK, CountingEndpoint
from tests.crash.installation import NARROW, Installation
from tests.crash.program import Program

STREAMS, PLAIN, RETURNING = 40, 100, 100
LEASE_SECONDS = 15.0


async def test_after_a_kill_every_call_stands_in_the_records_once_and_every_place_is_free(
    installation: Installation, endpoint: CountingEndpoint, program: Callable[[Installation], Program]
) -> None:
    asking, port = program(installation), free_port()
    server = installation.start(port)
    await server.ready()
    ends = asyncio.Event()
    held = [asking.ask(server.url, HOLD, stream=True) for _ in range(STREAMS - NARROW)]
    held += [asking.ask(server.url, HOLD, stream=True, model="narrow") for _ in range(NARROW)]
    held += [asking.ask(server.url, HOLD) for _ in range(PLAIN)]
    tasks = [asyncio.create_task(each) for each in held]
    async with asyncio.timeout(30):
        await endpoint.wait_for(len(tasks))
    tasks += [
        asyncio.create_task(asking.go_on(server.url, QUICK, until=ends, stream=number % 2 == 0))
        for number in range(RETURNING)
    ]
    await asyncio.sleep(1.5)
    ends.set()
    await server.end(signal.SIGKILL)
    await asyncio.gather(*tasks)
    killed, answered = list(asking.heard), asking.whole()
    assert len(answered) > RETURNING

    server = installation.start(port)
    await server.ready()
    rows = await installation.rows()
    assert {rows[each.call_id]["outcome"] for each in answered} == {Outcome.COMPLETED}
    under_way = [each for each in killed if each.call_id and not each.whole]
    assert len(under_way) >= STREAMS
    assert {rows[each.call_id]["outcome"] for each in under_way} <= {Outcome.INTERRUPTED, Outcome.COMPLETED}
    counted = await installation.outcomes()
    assert set(counted) == {Outcome.INTERRUPTED, Outcome.COMPLETED}
    assert STREAMS + PLAIN <= counted[Outcome.INTERRUPTED] <= STREAMS + PLAIN + RETURNING
    assert len(answered) <= counted[Outcome.COMPLETED] <= endpoint.answered
    assert len(rows) <= len(killed)

    again = [
        asyncio.create_task(asking.ask(server.url, HOLD, stream=True, model="narrow")) for _ in range(NARROW)
    ]
    async with asyncio.timeout(LEASE_SECONDS):
        await endpoint.wait_for(NARROW)
    for each in again:
        each.cancel()
    await endpoint.wait_for(0)
    await server.end(signal.SIGTERM)
    assert len(await installation.rows()) == len(rows) + NARROW
    assert f"{len(await installation.records()):,} records of calls" in await installation.verify()
