"""Who enters at once, who waits, who is turned away, and what happens when someone leaves or everything changes."""

import asyncio

import pytest

from genkan.gateway.admission import Admission, Busy, Limits, RouteClosed, Shares
from genkan.gateway.route import Route

from .conftest import deployment, route


async def settle() -> None:
    """Let everything happen that needs no time."""
    for _ in range(5):
        await asyncio.sleep(0)


def fill(admission: Admission, to: Route, times: int, **entering) -> list:
    places = [admission.try_enter(to, **{"fair_key": "a", "tokens": 1, **entering}) for _ in range(times)]
    assert None not in places
    return places


def wait(admission: Admission, to: Route, **entering) -> asyncio.Task:
    return asyncio.create_task(admission.enter(to, **{"fair_key": "a", "tokens": 1, **entering}))


async def test_calls_enter_up_to_the_capacity(admission):
    to = route(deployment(capacity=2))
    fill(admission, to, 2)
    assert admission.try_enter(to, fair_key="a", tokens=1) is None


async def test_tokens_in_flight_are_limited_too(admission):
    to = route(deployment(capacity=9, tokens=100))
    (first,) = fill(admission, to, 1, tokens=70)
    assert admission.try_enter(to, fair_key="a", tokens=31) is None
    fill(admission, to, 1, tokens=30)
    first.leave(failed=False)
    fill(admission, to, 1, tokens=70)


async def test_a_call_above_the_whole_token_limit_goes_alone(admission):
    to = route(deployment(capacity=9, tokens=100))
    (small,) = fill(admission, to, 1, tokens=1)
    large = wait(admission, to, tokens=500)
    await settle()
    assert not large.done()
    small.leave(failed=False)
    await large
    assert admission.try_enter(to, fair_key="a", tokens=1) is None


async def test_small_calls_do_not_overtake_a_large_one_that_waits(admission):
    to = route(deployment(capacity=9, tokens=100))
    (first,) = fill(admission, to, 1, tokens=60)
    large = wait(admission, to, tokens=80)
    await settle()
    assert admission.try_enter(to, fair_key="b", tokens=1) is None
    first.leave(failed=False)
    await large


async def test_calls_go_where_least_is_in_flight(admission):
    to = route(deployment("甲", capacity=9), deployment("乙", capacity=2))
    names = [place.deployment.id for place in fill(admission, to, 6)]
    assert sorted(names[:4]) == ["乙", "乙", "甲", "甲"]
    assert names[4:] == ["甲", "甲"]


async def test_calls_one_after_another_are_spread(admission):
    to = route(deployment("甲"), deployment("乙"))
    names = []
    for _ in range(4):
        (place,) = fill(admission, to, 1)
        names.append(place.deployment.id)
        place.leave(failed=False)
    assert names in (["甲", "乙"] * 2, ["乙", "甲"] * 2)


async def test_leaving_twice_frees_one_place(admission):
    to = route(deployment(capacity=2))
    first, _second = fill(admission, to, 2)
    first.leave(failed=False)
    first.leave(failed=True)
    fill(admission, to, 1)
    assert admission.try_enter(to, fair_key="a", tokens=1) is None


async def test_a_full_line_turns_away_with_the_time_that_calls_take_lately(timer):
    admission = Admission(limits=Limits(waiting=4, seconds=600), timer=timer)
    to = route(deployment(capacity=2))
    for place in fill(admission, to, 2):
        timer.advance(10)
        place.leave(failed=False)
    fill(admission, to, 2)
    waits = [wait(admission, to) for _ in range(4)]
    await settle()
    with pytest.raises(Busy) as busy:
        await admission.enter(to, fair_key="a", tokens=1)
    assert busy.value.status == 503
    assert (
        busy.value.retry_after == busy.value.details["retry_after"] == 30
    )  # 5 calls × 12 seconds / 2 places
    assert "約30秒後" in str(busy.value)
    await cancel(waits)


async def test_another_organisation_still_gets_into_a_line_that_one_has_filled(admission):
    to = route(deployment(capacity=1))
    (place,) = fill(admission, to, 1)
    many = [wait(admission, to, fair_key="大") for _ in range(10)]
    await settle()
    one = wait(admission, to, fair_key="小")
    await settle()
    assert isinstance(many[-1].exception(), Busy)
    place.leave(failed=False)
    await settle()
    assert many[0].done()
    assert not one.done()
    many[0].result().leave(failed=False)
    await one
    await cancel(many)


async def test_a_call_that_would_wait_too_long_is_turned_away_at_once(timer):
    admission = Admission(limits=Limits(waiting=100, seconds=60), timer=timer)
    to = route(deployment(capacity=1))
    for place in fill(admission, to, 1):
        timer.advance(25)
        place.leave(failed=False)
    fill(admission, to, 1)
    waits = [wait(admission, to, fair_key="a") for _ in range(3)]
    await settle()
    assert [task.done() for task in waits] == [False, False, True]  # 25, 50 and 75 seconds
    assert waits[2].exception().retry_after == 60
    other = wait(admission, to, fair_key="b")
    await settle()
    assert not other.done()  # its turn comes second
    await cancel([*waits, other])


async def test_a_call_that_waited_too_long_is_turned_away():
    admission = Admission(limits=Limits(waiting=10, seconds=0.05))
    to = route(deployment(capacity=1))
    (place,) = fill(admission, to, 1)
    place.leave(failed=False)
    fill(admission, to, 1)
    with pytest.raises(Busy):
        await asyncio.wait_for(admission.enter(to, fair_key="a", tokens=1), 2)
    assert admission.waiting() == {}


async def test_who_goes_away_while_waiting_leaves_no_ghost(admission):
    to = route(deployment(capacity=1))
    (place,) = fill(admission, to, 1)
    gone, stays = wait(admission, to), wait(admission, to)
    await settle()
    await cancel([gone])
    assert admission.waiting() == {"model": 1}
    place.leave(failed=False)
    (await stays).leave(failed=False)
    assert [lane.in_flight for lane in admission.counts()] == [0]


async def test_who_goes_away_at_the_moment_of_admission_gives_the_place_back(admission):
    to = route(deployment(capacity=1))
    (place,) = fill(admission, to, 1)
    gone, stays = wait(admission, to), wait(admission, to)
    await settle()
    place.leave(failed=False)
    gone.cancel()
    await asyncio.wait_for(stays, 1)
    assert gone.cancelled()


async def test_a_large_call_that_goes_away_lets_those_behind_it_pass(admission):
    to = route(deployment(capacity=9, tokens=100))
    fill(admission, to, 1, tokens=60)
    large, small = wait(admission, to, tokens=80), wait(admission, to, tokens=10)
    await settle()
    assert not small.done()
    await cancel([large])
    await settle()
    assert small.done()


async def test_more_capacity_lets_those_pass_who_wait(admission):
    admission.follow([route(deployment(capacity=1))])
    fill(admission, route(deployment(capacity=1)), 1)
    waits = [wait(admission, route()) for _ in range(3)]
    await settle()
    admission.follow([route(deployment(capacity=3))])
    await settle()
    assert [task.done() for task in waits] == [True, True, False]
    await cancel(waits)


async def test_less_capacity_lets_nobody_pass_until_enough_have_left(admission):
    places = fill(admission, route(deployment(capacity=3)), 3)
    to = route(deployment(capacity=1))
    admission.follow([to])
    for place in places[:2]:
        place.leave(failed=False)
        assert admission.try_enter(to, fair_key="a", tokens=1) is None
    places[2].leave(failed=False)
    fill(admission, to, 1)


async def test_a_deployment_that_is_gone_takes_no_calls_and_its_last_ones_stay_counted(admission):
    both = route(deployment("甲", capacity=1), deployment("乙", capacity=1))
    places = {place.deployment.id: place for place in fill(admission, both, 2)}
    admission.follow([route(deployment("乙", capacity=1))])
    assert {lane.deployment_id: lane.in_flight for lane in admission.counts()} == {"甲": 1, "乙": 1}
    waits = wait(admission, both)
    await settle()
    places["甲"].leave(failed=False)
    await settle()
    assert not waits.done()
    places["乙"].leave(failed=False)
    assert (await waits).deployment.id == "乙"


async def test_a_deployment_that_comes_back_still_counts_the_calls_that_never_left(admission):
    fill(admission, route(deployment(capacity=2)), 2)
    admission.follow([])
    admission.follow([route(deployment(capacity=2))])
    assert admission.try_enter(route(), fair_key="a", tokens=1) is None


async def test_calls_to_the_former_build_use_up_room_of_the_one_that_replaces_it(admission):
    places = fill(admission, route(deployment("旧", capacity=2)), 2)
    to = route(deployment("新", capacity=2, replaces="旧"))
    admission.follow([to])
    waits = wait(admission, to)
    await settle()
    assert not waits.done()
    places[0].leave(failed=False)
    assert (await waits).deployment.id == "新"
    assert admission.try_enter(to, fair_key="a", tokens=1) is None


async def test_who_waits_for_a_route_that_ends_is_told_at_once(admission):
    admission.follow([route(deployment(capacity=1))])
    fill(admission, route(), 1)
    waits = wait(admission, route())
    await settle()
    admission.follow([])
    with pytest.raises(RouteClosed):
        await waits
    with pytest.raises(RouteClosed):
        await admission.enter(route(), fair_key="a", tokens=1)


async def test_a_call_for_one_deployment_shares_its_places_with_the_route(admission):
    one, other = deployment("甲", capacity=1), deployment("乙", capacity=1)
    only = Route.to_only(one)
    (place,) = fill(admission, only, 1)
    fill(admission, route(one, other), 1)
    for_route, for_one = wait(admission, route(one, other)), wait(admission, only)
    await settle()
    place.leave(failed=False)
    await settle()
    assert for_route.done()
    for_route.result().leave(failed=False)
    assert (await for_one).deployment.id == "甲"


async def test_lines_that_wait_for_one_deployment_take_turns(admission):
    one = deployment(capacity=1)
    (place,) = fill(admission, route(one), 1)
    order = []

    async def call(to: Route) -> None:
        entered = await admission.enter(to, fair_key="a", tokens=1)
        order.append(to.name)
        entered.leave(failed=False)

    routes = [route(one, name="x")] * 3 + [route(one, name="y")] * 2
    calls = [asyncio.create_task(call(to)) for to in routes]
    await settle()
    place.leave(failed=False)
    await asyncio.gather(*calls)
    assert order == ["x", "y", "x", "y", "x"]


async def test_who_waits_is_served_by_a_deployment_that_was_paused_and_comes_back(admission):
    one, other = deployment("甲", capacity=1), deployment("乙", capacity=1)
    admission.follow([route(other)])
    fill(admission, Route.to_only(other), 1)
    waits = wait(admission, Route("甲又は乙", (one, other)))
    await settle()
    assert not waits.done()
    admission.follow([route(one, other)])
    assert (await asyncio.wait_for(waits, 1)).deployment.id == "甲"


async def test_a_part_of_the_capacity_is_used_where_others_have_theirs(admission):
    to = route(deployment(capacity=4))
    admission.share(Shares.among(frozenset({"p", "q"}), "p"))
    fill(admission, to, 2)
    waits = wait(admission, to)
    await settle()
    assert not waits.done()
    admission.share(Shares.alone())
    await asyncio.wait_for(waits, 1)


async def cancel(tasks) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
