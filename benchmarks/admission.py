"""What admission costs: ``uv run python benchmarks/admission.py [--calls 100000] [--rounds 9]``.

In each round, in turn, microseconds of one core for each call:

* ``enter and leave``: a place at a route of one deployment, taken and given back, nobody waiting;
* ``of four deployments``: the same where the least used of four has to be found, each with a limit of tokens;
* ``waiting``: 1,000 calls of 20 organisations wait, are admitted in turn and leave;
* ``semaphore``, ``waiting at it``: the peer, ``asyncio.Semaphore`` in the same two situations. It limits one number, in the order
  of arrival; it knows no deployments, tokens, fairness, breakers or bound.

Each figure is the median of the rounds with the smallest and the largest. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from genkan.catalogue import Deployment, DeploymentState
from genkan.gateway.admission import Admission, Limits
from genkan.gateway.route import Route

WAITING, PLACES = 1_000, 8
Round = Callable[[int], Awaitable[float]]


def route(deployments: int, *, tokens: int | None) -> Route:
    """A route to so many deployments."""
    return Route("model", tuple(deployment(f"d{number}", tokens) for number in range(deployments)))


def deployment(name: str, tokens: int | None) -> Deployment:
    """A deployment for eight calls."""
    return Deployment(
        id=name,
        title=name,
        protocol="openai_chat",
        capacity=PLACES,
        token_capacity=tokens,
        state=DeploymentState.ACTIVE,
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def entering(to: Route) -> Round:
    """Take and give back a place."""
    admission = Admission()

    async def run(calls: int) -> float:
        started = time.process_time()
        for _ in range(calls):
            place = admission.try_enter(to, fair_key="organisation/person", tokens=500)
            if place is None:
                raise SystemExit("no place was free")
            place.leave(failed=False)
        return (time.process_time() - started) / calls

    return run


async def semaphore(calls: int) -> float:
    """Take and give back the peer's place."""
    peer = asyncio.Semaphore(PLACES)
    started = time.process_time()
    for _ in range(calls):
        await peer.acquire()
        peer.release()
    return (time.process_time() - started) / calls


async def waiting(_calls: int) -> float:
    """A crowd waits for eight places."""
    admission, to = Admission(limits=Limits(waiting=WAITING, seconds=600)), route(1, tokens=None)

    async def call(number: int) -> None:
        place = await admission.enter(to, fair_key=f"organisation {number % 20}", tokens=500)
        await asyncio.sleep(0)
        place.leave(failed=False)

    return await crowd(call)


async def waiting_at_semaphore(_calls: int) -> float:
    """The same crowd at the peer."""
    peer = asyncio.Semaphore(PLACES)

    async def call(_number: int) -> None:
        async with peer:
            await asyncio.sleep(0)

    return await crowd(call)


async def crowd(call: Callable[[int], Awaitable[None]]) -> float:
    """Seconds for each of the calls that come at once."""
    started = time.process_time()
    await asyncio.gather(*(call(number) for number in range(WAITING)))
    return (time.process_time() - started) / WAITING


async def measure(calls: int, rounds: int) -> dict[str, list[float]]:
    """Seconds for each call, by what was done, a figure for each round."""
    done: dict[str, Round] = {
        "enter and leave": entering(route(1, tokens=None)),
        "of four deployments": entering(route(4, tokens=100_000)),
        "semaphore": semaphore,
        "waiting": waiting,
        "waiting at it": waiting_at_semaphore,
    }
    measured: dict[str, list[float]] = {name: [] for name in done}
    for _ in range(rounds):
        for name, run in done.items():
            measured[name].append(await run(calls))
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    measured = asyncio.run(measure(given.calls, given.rounds))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, seconds in measured.items():
        median, least, most = (
            1e6 * value for value in (statistics.median(seconds), min(seconds), max(seconds))
        )
        print(f"{name:>20}: {median:7.2f} µs  (min {least:.2f}, max {most:.2f}, n={len(seconds)})")
    print(json.dumps({name: {"median_us": 1e6 * statistics.median(all_)} for name, all_ in measured.items()}))


if __name__ == "__main__":
    main()
