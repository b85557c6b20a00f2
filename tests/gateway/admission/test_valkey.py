"""Places counted by a real server for several processes, one of which is killed."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
from redis.asyncio import Redis

from genkan.gateway.admission import CountingAway, Limits, RouteClosed, Shares, open_admission
from genkan.gateway.admission.leased import LeasedAdmission
from genkan.gateway.admission.valkey import LeaseLimits, Leases

from .conftest import CountingServer, deployment, route
from .leasing_process import come_and_go, hold

Opener = Callable[..., LeasedAdmission]


@pytest.fixture
async def client(counting_server: CountingServer) -> AsyncIterator[Redis]:
    """A look at the server itself."""
    async with Redis.from_url(counting_server.url, decode_responses=True) as opened:
        yield opened


@pytest.fixture
async def open_process(counting_server: CountingServer) -> AsyncIterator[Opener]:
    """Open an admission as another process would, in this one."""
    opened: list[LeasedAdmission] = []

    async def open_one(name: str, *, lease: float = 10.0, limits: Limits | None = None) -> LeasedAdmission:
        leases = Leases.at(counting_server.url, process_id=name, seconds=lease)
        admission = LeasedAdmission(leases, limits=limits)
        await admission.start()
        opened.append(admission)
        return admission

    yield open_one
    for admission in opened:
        await admission.stop()


def begin(work: Callable[..., None], url: str, **given: Any) -> tuple[BaseProcess, Connection]:
    context = get_context("forkserver")
    context.set_forkserver_preload(["genkan.gateway.admission"])
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(url,), kwargs={**given, "told": told})
    process.start()
    told.close()
    return process, heard


async def held(client: Redis) -> tuple[int, int]:
    """Places and tokens as the server has them, ended leases included."""
    keys = {key: key for key in await client.keys("*")}
    places = [await client.zcard(key) for key in keys if key.endswith(":places")]
    tokens = [int(await client.get(key) or 0) for key in keys if key.endswith(":tokens")]
    return sum(places), sum(tokens)


async def until(holds: Callable[[], Any], seconds: float = 5.0) -> float:
    """Wait until something holds; the seconds it took."""
    started = time.monotonic()
    while not await holds():
        assert time.monotonic() - started < seconds, "it did not come to hold"
        await asyncio.sleep(0.02)
    return time.monotonic() - started


async def enter(admission: LeasedAdmission, to, **entering):
    return await asyncio.wait_for(admission.enter(to, **{"fair_key": "a", "tokens": 10, **entering}), 5)


async def test_a_place_is_counted_and_given_back(open_process, client):
    admission = await open_process("p")
    assert admission.try_enter(route(), fair_key="a", tokens=10) is None
    place = await enter(admission, route())
    assert await held(client) == (1, 10)
    place.leave(failed=False)
    place.leave(failed=False)
    await until(lambda: is_empty(client))


async def is_empty(client: Redis) -> bool:
    return await held(client) == (0, 0)


async def test_the_limits_hold_for_all_processes_together(open_process):
    first, second = await open_process("p"), await open_process("q")
    to = route(deployment(capacity=3, tokens=100))
    places = [await enter(first, to), await enter(second, to, tokens=80)]
    waits = asyncio.create_task(enter(first, to, tokens=11))
    await asyncio.sleep(0.15)
    assert not waits.done()
    places[0].leave(failed=False)
    await waits
    full = asyncio.create_task(enter(second, to, tokens=9))
    await full
    last = asyncio.create_task(enter(second, to, tokens=0))
    await asyncio.sleep(0.15)
    assert not last.done()
    places[1].leave(failed=False)
    await last


async def test_calls_go_where_least_is_in_flight_in_all_processes(open_process):
    first, second = await open_process("p"), await open_process("q")
    one, both = (
        route(deployment("甲", capacity=9), name="one"),
        route(deployment("甲", capacity=9), deployment("乙")),
    )
    await enter(first, one)
    await enter(first, one)
    assert [(await enter(second, both)).deployment.id for _ in range(2)] == ["乙", "乙"]


async def test_a_process_with_a_thousand_calls_does_not_keep_another_waiting(open_process):
    busy, other = await open_process("p"), await open_process("q")
    to, served = route(deployment(capacity=1)), 0

    async def call() -> None:
        nonlocal served
        place = await busy.enter(to, fair_key="大", tokens=1)
        served += 1
        await asyncio.sleep(0.001)
        place.leave(failed=False)

    crowd = [asyncio.create_task(call()) for _ in range(1_000)]
    await asyncio.sleep(0.1)
    before = served
    (await enter(other, to, fair_key="小")).leave(failed=False)
    assert before < 900
    assert served - before < 100
    for task in crowd:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)


class Asking:
    """A process that asks for the one place of a deployment, call by call."""

    def __init__(self, url: str, name: str) -> None:
        self.leases = Leases.at(url, process_id=name)
        self._member = ""

    async def gets_it(self) -> bool:
        """Ask once."""
        (lease,) = await self.leases.enter([LeaseLimits("甲", 1, None, 64)], tokens=[1], more=False)
        self._member = lease.member if lease is not None else ""
        return lease is not None

    async def gives_it_back(self) -> None:
        """Leave."""
        self.leases.leave("甲", self._member)
        await self.leases.flush()


async def test_processes_take_turns_where_both_wait(counting_server):
    first, second = Asking(counting_server.url, "p"), Asking(counting_server.url, "q")
    assert await first.gets_it()
    assert not await second.gets_it()
    for has, waits in [(first, second), (second, first)] * 2:
        await has.gives_it_back()
        assert not await has.gets_it()
        assert await waits.gets_it()
    await first.leases.close()
    await second.leases.close()


async def test_a_process_that_waits_no_more_loses_its_turn(counting_server):
    first, second = Asking(counting_server.url, "p"), Asking(counting_server.url, "q")
    assert await first.gets_it()
    assert not await second.gets_it()
    await first.gives_it_back()
    assert not await first.gets_it()
    await asyncio.sleep(0.35)
    assert await first.gets_it()
    await first.leases.close()
    await second.leases.close()


async def test_who_goes_away_while_the_server_is_asked_leaves_nothing_there(open_process, client):
    admission = await open_process("p")
    for turns in range(12):
        task = asyncio.create_task(admission.enter(route(), fair_key="a", tokens=10))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            (await task).leave(failed=None)
    await until(lambda: is_empty(client))
    assert [lane.in_flight for lane in admission.counts()] == [0]
    assert admission.waiting() == {}


async def test_a_place_that_comes_after_its_caller_went_away_is_given_back(open_process, client, monkeypatch):
    admission = await open_process("p")
    ask = admission._leases.enter

    async def answer_late(*args: Any, **given: Any) -> Any:
        leases = await ask(*args, **given)
        assert await held(client) == (1, 10)
        task.cancel()
        await asyncio.sleep(0)
        return leases

    monkeypatch.setattr(admission._leases, "enter", answer_late)
    task = asyncio.create_task(admission.enter(route(), fair_key="a", tokens=10))
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: is_empty(client))


async def test_what_a_killed_process_held_is_free_when_its_lease_ends(counting_server, open_process, client):
    process, heard = begin(hold, counting_server.url, process_id="p", places=4, capacity=4, lease=1.5)
    assert heard.recv() == 4
    admission = await open_process("q", lease=1.5)
    to = route(deployment(capacity=4, tokens=1_000))
    waits = [asyncio.create_task(enter(admission, to)) for _ in range(4)]
    await asyncio.sleep(2)
    assert not any(task.done() for task in waits)  # it lives, and prolongs
    process.kill()
    killed = time.monotonic()
    places = await asyncio.gather(*waits)
    assert time.monotonic() - killed < 1.5 + 0.5
    assert await held(client) == (4, 40)
    for place in places:
        place.leave(failed=False)
    await until(lambda: is_empty(client))
    process.join()
    heard.close()
    process.close()


async def test_processes_that_come_and_go_never_exceed_the_capacity(counting_server, client):
    begun = [
        begin(come_and_go, counting_server.url, process_id=name, calls=10, capacity=5)
        for name in ("p", "q", "r")
    ]
    most = [await asyncio.to_thread(heard.recv) for _, heard in begun]
    assert 1 <= max(most) <= 5
    assert await held(client) == (0, 0)
    for process, heard in begun:
        process.join()
        heard.close()
        process.close()


async def test_places_are_known_again_to_a_server_that_forgot_them(counting_server, open_process, client):
    admission = await open_process("p", lease=0.6)
    place = await enter(admission, route())
    counting_server.stop()
    counting_server.start()

    async def is_known() -> bool:
        with suppress(ConnectionError):
            return await held(client) == (1, 10)
        return False

    await until(is_known)
    place.leave(failed=False)
    await until(lambda: is_empty(client))


async def test_calls_are_turned_away_while_the_server_is_away(counting_server, open_process, caplog):
    admission = await open_process("p")
    place = await enter(admission, route())
    counting_server.stop()
    for _ in range(3):
        with pytest.raises(CountingAway) as away:
            await enter(admission, route())
        assert (away.value.status, away.value.retry_after) == (503, 2)
    place.leave(failed=False)
    counting_server.start()
    await enter(admission, route())
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2  # once each: away, and back


async def test_something_unforeseen_turns_away_and_does_not_end_the_asking(open_process, caplog, monkeypatch):
    admission = await open_process("p")
    with monkeypatch.context() as broken:
        broken.setattr(admission._leases, "enter", None)
        with pytest.raises(CountingAway):
            await enter(admission, route())
    await enter(admission, route())
    assert [record.message for record in caplog.records] == [
        "Places cannot be asked for; calls are turned away"
    ]


async def test_a_deployment_that_fails_is_left_out(open_process):
    admission = await open_process("p")
    to = route(deployment(capacity=5))
    for place in [await enter(admission, to) for _ in range(5)]:
        place.leave(failed=True)
    with pytest.raises(RouteClosed):
        await enter(admission, to)


async def test_less_capacity_is_obeyed_and_routes_that_end_are_told(open_process):
    admission = await open_process("p")
    place = await enter(admission, route(deployment(capacity=2)))
    admission.follow([route(deployment(capacity=1))])
    waits = asyncio.create_task(enter(admission, route()))
    await asyncio.sleep(0.1)
    assert not waits.done()
    admission.follow([])
    with pytest.raises(RouteClosed):
        await waits
    place.leave(failed=False)


async def test_the_setting_decides_where_places_are_counted(counting_server, client):
    limits = Limits(waiting=5, seconds=5)
    alone = open_admission(valkey_url="", process_id="p", limits=limits)
    await alone.start()
    assert alone.try_enter(route(), fair_key="a", tokens=10) is not None
    await alone.stop()
    leased = open_admission(valkey_url=counting_server.url, process_id="p", limits=limits)
    await leased.start()
    leased.share(Shares.none())  # of no meaning here
    await enter(leased, route())
    assert await held(client) == (1, 10)
    await leased.stop()
    assert await held(client) == (0, 0)


async def test_positions_are_told_here_too(open_process):
    admission, told = await open_process("p"), []
    to = route(deployment(capacity=1))
    await enter(admission, to)
    waits = [asyncio.create_task(enter(admission, to)) for _ in range(2)]
    waits.append(asyncio.create_task(enter(admission, to, on_position=told.append)))
    await asyncio.sleep(0.15)
    assert told == [3]
    for task in waits:
        task.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
