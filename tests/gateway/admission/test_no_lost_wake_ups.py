"""Calls enter, leave, go away, and everything changes, in any order: the counts hold and nobody waits where there is room."""

import asyncio
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from genkan.gateway.admission import Admission, Limits, Place, RouteClosed, Shares
from genkan.gateway.route import Route

from .conftest import StillTimer, deployment

NAMES = ("甲", "乙")
ROUTES = {"both": NAMES, "only": ("甲",)}
TOKENS = st.integers(1, 60)


class Coming(RuleBasedStateMachine):
    """A process with two deployments, one of which has a route of its own besides; failures never open a breaker."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        # Ticks would hide a lost wake-up.
        self.no_ticks = patch("genkan.gateway.admission.admission.TICK", 3_600)
        self.no_ticks.start()
        self.admission = Admission(limits=Limits(waiting=1_000, seconds=3_600), timer=StillTimer())
        self.limits: dict[str, tuple[int, int | None]] = {"甲": (2, 50), "乙": (1, None)}
        self.places: list[Place] = []
        self.waiting: dict[asyncio.Task[Place], tuple[str, int]] = {}
        self._follow()

    def _route(self, name: str) -> Route:
        present = [each for each in ROUTES[name] if each in self.limits]
        return Route(
            name,
            tuple(
                deployment(each, capacity=self.limits[each][0], tokens=self.limits[each][1])
                for each in present
            ),
        )

    def _follow(self) -> None:
        self.admission.follow([self._route(name) for name in ROUTES if self._route(name).deployments])

    def _settle(self) -> None:
        async def settle() -> None:
            for _ in range(4):
                await asyncio.sleep(0)

        self.loop.run_until_complete(settle())
        for task in [task for task in self.waiting if task.done()]:
            del self.waiting[task]
            if not task.cancelled() and task.exception() is None:
                self.places.append(task.result())
            elif not task.cancelled():
                assert isinstance(task.exception(), RouteClosed)

    @rule(name=st.sampled_from(sorted(ROUTES)), key=st.sampled_from(["a", "b/x", "b/y"]), tokens=TOKENS)
    def come(self, name: str, key: str, tokens: int) -> None:
        entering = self.admission.enter(self._route(name), fair_key=key, tokens=tokens)
        self.waiting[self.loop.create_task(entering)] = (name, tokens)
        self._settle()

    @rule(name=st.sampled_from(sorted(ROUTES)), tokens=TOKENS)
    def try_at_once(self, name: str, tokens: int) -> None:
        place = self.admission.try_enter(self._route(name), fair_key="c", tokens=tokens)
        if place is not None:
            self.places.append(place)

    @precondition(lambda self: self.places)
    @rule(data=st.data(), twice=st.booleans())
    def leave(self, data: st.DataObject, twice: bool) -> None:
        place = self.places.pop(data.draw(st.integers(0, len(self.places) - 1)))
        for _ in range(1 + twice):
            place.leave(failed=False)
        self._settle()

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), frees=st.booleans())
    def go_away(self, data: st.DataObject, frees: bool) -> None:
        """A caller goes away, perhaps in the same moment as a place becomes free."""
        task = list(self.waiting)[data.draw(st.integers(0, len(self.waiting) - 1))]
        before = data.draw(st.booleans())
        if before:
            task.cancel()
        if frees and self.places:
            self.places.pop().leave(failed=None)
        task.cancel()
        self._settle()

    @rule(name=st.sampled_from(NAMES), capacity=st.integers(0, 4), tokens=st.none() | st.integers(20, 100))
    def change(self, name: str, capacity: int, tokens: int | None) -> None:
        self.limits[name] = (capacity, tokens)
        self._follow()
        self._settle()

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        self.limits.pop(name, None)
        self._follow()
        self._settle()

    @rule(count=st.integers(1, 3))
    def share(self, count: int) -> None:
        self.admission.share(Shares.among(frozenset("pqr"[:count]), "p"))
        self._settle()

    @invariant()
    def the_counts_are_those_of_the_places_held(self) -> None:
        for lane in self.admission.counts():
            held = [place for place in self.places if place.deployment.id == lane.deployment_id]
            assert lane.in_flight == len(held)
            assert lane.tokens == sum(place.tokens for place in held)

    @invariant()
    def nobody_waits_where_there_is_room(self) -> None:
        """Whoever is next fits nowhere. Each key waits in order, so whoever is next is among the smallest and largest."""
        lanes = {lane.deployment_id: lane for lane in self.admission.counts()}
        for name, line in self.admission._hall.lines.items():
            head = line.queue.head()
            if head is None:
                continue
            for each in ROUTES[name]:
                if each in self.limits and self._is_next_at(each, name):
                    assert not _fits(lanes[each], head.tokens), (name, each)

    @invariant()
    def who_waits_is_in_a_line(self) -> None:
        assert sum(self.admission.waiting().values()) == len(self.waiting)

    def _is_next_at(self, each: str, name: str) -> bool:
        return next(iter(self.admission._hall.lanes[each].lines), None) == name

    def teardown(self) -> None:
        for task in list(self.waiting):
            task.cancel()
        self._settle()
        for place in self.places:
            place.leave(failed=False)
        assert all((lane.in_flight, lane.tokens) == (0, 0) for lane in self.admission.counts())
        assert self.admission.waiting() == {}
        self.no_ticks.stop()
        self.loop.close()


def _fits(lane, tokens: int) -> bool:
    fits_in = lane.token_limit is None or lane.tokens + tokens <= lane.token_limit
    alone = lane.in_flight == 0 and lane.token_limit != 0
    return lane.in_flight < lane.limit and (fits_in or alone)


class Bounded(Coming):
    """The same without changes and shares: what is in flight never exceeds a capacity."""

    @rule()
    def change(self) -> None:
        """Nothing changes."""

    @rule()
    def remove(self) -> None:
        """Nothing is removed."""

    @invariant()
    def no_capacity_is_exceeded(self) -> None:
        for lane in self.admission.counts():
            capacity, tokens = self.limits[lane.deployment_id]
            assert lane.in_flight <= capacity
            assert tokens is None or lane.tokens <= tokens or lane.in_flight == 1


TestComing = Coming.TestCase
TestComing.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestBounded = Bounded.TestCase
TestBounded.settings = settings(max_examples=30, stateful_step_count=50, deadline=None)
