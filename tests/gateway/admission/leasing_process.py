"""What a process of its own does in the tests: it takes places, says so, and holds them until it is killed."""

import asyncio
from multiprocessing.connection import Connection

from genkan.gateway.admission.leased import LeasedAdmission
from genkan.gateway.admission.valkey import Leases

from .conftest import deployment, route


def hold(url: str, *, process_id: str, places: int, capacity: int, lease: float, told: Connection) -> None:
    """Take so many places, tell how many there are, and hold them for ever."""
    asyncio.run(_hold(url, process_id, places, capacity, lease, told))


def come_and_go(url: str, *, process_id: str, calls: int, capacity: int, told: Connection) -> None:
    """Let sixteen callers make so many calls each, and tell the most that all processes had in flight."""
    told.send(asyncio.run(_come_and_go(url, process_id, calls, capacity)))


async def _hold(
    url: str, process_id: str, places: int, capacity: int, lease: float, told: Connection
) -> None:
    admission = LeasedAdmission(Leases.at(url, process_id=process_id, seconds=lease))
    await admission.start()
    to = route(deployment(capacity=capacity, tokens=1_000))
    held = [await admission.enter(to, fair_key="a", tokens=10) for _ in range(places)]
    told.send(len(held))
    await asyncio.sleep(3_600)


async def _come_and_go(url: str, process_id: str, calls: int, capacity: int) -> int:
    leases = Leases.at(url, process_id=process_id)
    admission = LeasedAdmission(leases)
    await admission.start()
    to, most = route(deployment(capacity=capacity)), 0

    async def call(times: int) -> None:
        nonlocal most
        for _ in range(times):
            place = await admission.enter(to, fair_key=process_id, tokens=1)
            most = max(most, await leases.in_flight("甲"))
            place.leave(failed=False)

    await asyncio.gather(*(call(calls) for _ in range(16)))
    await admission.stop()
    return most
