"""When the breaker of a deployment opens, for how long, and how it closes again."""

import asyncio
from dataclasses import dataclass

import pytest

from genkan.gateway.admission import Admission, BreakerRules, BreakerState, RouteClosed
from genkan.gateway.admission.breaker import Breaker

from .conftest import deployment, route

RULES = BreakerRules(consecutive=3, failing_share=0.5, enough_calls=8, window=30, pause=5, longest_pause=15)
CLOSED, OPEN, HALF_OPEN = BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN


@dataclass(frozen=True)
class Row:
    """What happens, a letter each: f fails, g goes well, n nobody knows, a number lets seconds pass; and how it stands."""

    happens: str
    state: BreakerState
    refuses_for: float = 0.0


TABLE = [
    Row("", CLOSED),
    Row("f f", CLOSED),  # one short of three
    Row("f f f", OPEN, 5),  # three in a row
    Row("f f g f f", CLOSED),  # a success between
    Row("f f n f", OPEN, 5),  # one that tells nothing does not break the row
    Row("g f g f g f g", CLOSED),  # not yet eight calls
    Row("g f g f g f g f", OPEN, 5),  # half of eight
    Row("g f g f g f g g f", CLOSED),  # fewer than half
    Row("g f g f 31 g f g f", CLOSED),  # the window is over
    Row("f f f 4", OPEN, 1),
    Row("f f f 5", HALF_OPEN),
    Row("f f f 5 g", CLOSED),  # the probe went well
    Row("f f f 5 f", OPEN, 10),  # the probe failed: twice the pause
    Row("f f f 5 f 10 f", OPEN, 15),  # never more than the longest
    Row("f f f 5 f 10 f 15 f", OPEN, 15),
    Row("f f f 5 f 10 g f f f", OPEN, 5),  # well in between: the pause begins anew
    Row("f f f 5 n", HALF_OPEN),  # a probe that tells nothing: the next one finds out
    Row("f f f 5 g f f", CLOSED),  # a closed breaker has forgotten what opened it
]


@pytest.mark.parametrize("row", TABLE, ids=[row.happens or "nothing" for row in TABLE])
def test_the_breaker_stands_as_the_table_says(row: Row):
    breaker, now = Breaker(RULES), 100.0
    for happening in row.happens.split():
        if happening.isdigit():
            now += int(happening)
            continue
        assert breaker.admits(now)
        probe = breaker.enter()
        breaker.learn(failed={"f": True, "g": False, "n": None}[happening], probe=probe, now=now)
    assert (breaker.state(now), breaker.refuses_for(now)) == (row.state, row.refuses_for)


def test_a_half_open_breaker_lets_one_call_find_out():
    breaker = Breaker(RULES)
    for _ in range(3):
        breaker.learn(failed=True, probe=breaker.enter(), now=0)
    assert not breaker.admits(4.9)
    assert breaker.admits(5)
    assert breaker.enter()
    assert not breaker.admits(100)


def test_calls_that_began_before_it_opened_neither_prolong_the_pause_nor_end_it():
    breaker = Breaker(RULES)
    for _ in range(5):
        breaker.learn(failed=True, probe=False, now=0)
    breaker.learn(failed=False, probe=False, now=1)
    assert breaker.state(2) is OPEN
    assert breaker.refuses_for(2) == 3


def fail(admission: Admission, to, times: int) -> None:
    for _ in range(times):
        place = admission.try_enter(to, fair_key="a", tokens=1)
        assert place is not None
        place.leave(failed=True)


async def test_an_open_deployment_is_passed_over(admission, timer):
    to = route(deployment("甲", capacity=5), deployment("乙", capacity=5))
    sick = [admission.try_enter(to, fair_key="a", tokens=1) for _ in range(9)]
    for place in sick:
        if place.deployment.id == "甲":
            place.leave(failed=True)
    admitted = [admission.try_enter(to, fair_key="a", tokens=1)]
    assert [place.deployment.id for place in admitted] == ["乙"]


async def test_a_route_whose_deployments_are_all_open_says_when_to_come_back(admission, timer):
    to = route(deployment(capacity=5))
    fail(admission, to, 5)
    timer.advance(1.2)
    with pytest.raises(RouteClosed) as closed:
        await admission.enter(to, fair_key="a", tokens=1)
    assert closed.value.status == 503
    assert closed.value.retry_after == closed.value.details["retry_after"] == 4
    assert "4秒後" in str(closed.value)


async def test_who_waits_for_a_deployment_that_opens_is_told_at_once(admission):
    to = route(deployment(capacity=5))
    places = [admission.try_enter(to, fair_key="a", tokens=1) for _ in range(5)]
    waits = [asyncio.create_task(admission.enter(to, fair_key="b", tokens=1)) for _ in range(8)]
    await asyncio.sleep(0)
    for place in places:
        place.leave(failed=True)
    ends = await asyncio.gather(*waits, return_exceptions=True)
    assert [isinstance(end, RouteClosed) for end in ends] == [False] * 4 + [True] * 4
    assert admission.waiting() == {}


async def test_who_waits_behind_the_probe_follows_where_it_goes_well(admission, timer):
    to = route(deployment(capacity=5))
    fail(admission, to, 5)
    timer.advance(5)
    probe = admission.try_enter(to, fair_key="a", tokens=1)
    assert probe is not None
    assert admission.try_enter(to, fair_key="a", tokens=1) is None
    waits = [asyncio.create_task(admission.enter(to, fair_key="a", tokens=1)) for _ in range(3)]
    await asyncio.sleep(0)
    probe.leave(failed=False)
    assert len(await asyncio.gather(*waits)) == 3


async def test_who_waits_behind_the_probe_is_turned_away_where_it_fails(admission, timer):
    to = route(deployment(capacity=5))
    fail(admission, to, 5)
    timer.advance(5)
    probe = admission.try_enter(to, fair_key="a", tokens=1)
    waits = asyncio.create_task(admission.enter(to, fair_key="a", tokens=1))
    await asyncio.sleep(0)
    probe.leave(failed=True)
    with pytest.raises(RouteClosed) as closed:
        await waits
    assert closed.value.retry_after == 10


async def test_time_alone_wakes_who_waits_for_an_open_deployment(timer):
    admission = Admission(timer=timer)
    to = route(deployment("甲", capacity=1), deployment("乙", capacity=5))
    busy = admission.try_enter(to, fair_key="a", tokens=1)
    assert busy is not None and busy.deployment.id == "甲"
    fail(admission, to, 5)
    waits = asyncio.create_task(admission.enter(to, fair_key="a", tokens=1))
    await asyncio.sleep(0)
    assert not waits.done()
    timer.advance(5)
    assert (await asyncio.wait_for(waits, 2)).deployment.id == "乙"
