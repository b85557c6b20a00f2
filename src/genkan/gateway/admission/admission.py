"""Admission to deployments: who enters at once, who waits, who is turned away."""

import asyncio
import time
from collections.abc import Callable, Iterable

from genkan.gateway.admission.breaker import BreakerRules
from genkan.gateway.admission.errors import Busy, RouteClosed
from genkan.gateway.admission.hall import Hall
from genkan.gateway.admission.lane import Lane, LaneCount
from genkan.gateway.admission.limits import Limits
from genkan.gateway.admission.line import Line
from genkan.gateway.admission.place import Place
from genkan.gateway.admission.shares import Shares
from genkan.gateway.admission.waiter import Waiter
from genkan.gateway.route import Route

TICK = 0.1


class Admission:
    """Admits the calls of one process; everything happens on one event loop.

    Tell it the routes with ``follow`` whenever they change. Until that was done once, a route is taken as it comes.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        rules: BreakerRules | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits or Limits()
        self._timer = timer
        self._hall = Hall(rules or BreakerRules())
        self._served = 0

    async def start(self) -> None:
        """Begin; where places are counted in this process alone there is nothing to do."""

    async def stop(self) -> None:
        """End; see ``start``."""

    def follow(self, routes: Iterable[Route]) -> None:
        """Take these routes as all there are; calls in flight at a deployment that is gone stay counted."""
        self._hall.follow(routes)
        self._look_again()

    def share(self, shares: Shares) -> None:
        """Use this part of every capacity from now on."""
        self._hall.share(shares)
        self._look_again()

    def counts(self) -> list[LaneCount]:
        """The numbers of every deployment."""
        now = self._timer()
        return [lane.count(now) for lane in self._hall.lanes.values()]

    def waiting(self) -> dict[str, int]:
        """How many calls wait for each route, by its name."""
        return {line.name: len(line.queue) for line in self._hall.lines.values() if line.queue}

    def waiting_for(self, deployment_id: str) -> int:
        """How many calls wait in the lines that lead to a deployment."""
        lines = self._hall.lines.values()
        led = (line for line in lines if any(lane.deployment.id == deployment_id for lane in line.lanes))
        return sum(len(line.queue) for line in led)

    def try_enter(self, route: Route, *, fair_key: str, tokens: int) -> Place | None:
        """A place where one is free and nobody waits for it; ``None`` where the call has to ``enter``."""
        line = self._hall.lines.get(route.name) or self._hall.open_line(route)
        now = self._timer()
        best: Lane | None = None
        for lane in line.lanes:
            if lane.lines or not lane.has_room(tokens, now):
                continue
            if best is None or lane.is_emptier_than(best):
                best = lane
        return None if best is None else self._give(best, tokens=tokens, now=now)

    async def enter(
        self,
        route: Route,
        *,
        fair_key: str,
        tokens: int,
        on_position: Callable[[int], None] | None = None,
    ) -> Place:
        """A place, as soon as it is this call's turn; ``on_position`` hears how many are served up to it.

        Raises :class:`Busy` where too many wait or it took too long, :class:`RouteClosed` where no deployment takes calls.
        """
        place = self.try_enter(route, fair_key=fair_key, tokens=tokens)
        if place is not None:
            return place
        line = self._hall.lines.get(route.name) or self._hall.open_line(route)
        waiter = Waiter(fair_key=fair_key, tokens=tokens, on_position=on_position)
        self._join(line, waiter)
        try:
            return await waiter.outcome()
        finally:
            self._forget(line, waiter)

    def take_back(self, place: Place, *, failed: bool | None) -> None:
        """Count a place as free, learn from how its call ended, and serve who waits."""
        now, lane = self._timer(), place.lane
        lane.leave(place.tokens, now - place.since if failed is False else None)
        lane.breaker.learn(failed=failed, probe=place.probe, now=now)
        if lane.successor is not None:
            self._hall.resize(lane.successor)
            self._serve((lane.successor,))
        if lane.lines:
            self._turn_away_where_closed(lane, now)
            self._serve((lane,))

    def _give(self, lane: Lane, *, tokens: int, now: float, lease: str = "") -> Place:
        self._served += 1
        lane.served = self._served
        return Place(self, lane, tokens, now, lease)

    def _join(self, line: Line, waiter: Waiter) -> None:
        loop = asyncio.get_running_loop()
        closed = line.refuses_for(self._timer())
        if closed is not None:
            raise RouteClosed(retry_after=closed)
        self._make_room_in(line, waiter)
        line.queue.push(waiter)
        line.show()
        self._check_wait(line, waiter)
        waiter.timeout = loop.call_later(self._limits.seconds, self._end_wait, line, waiter)
        if line.tick is None:
            line.tick = loop.call_later(TICK, self._tick, line)
        self._serve(line.lanes)

    def _make_room_in(self, line: Line, waiter: Waiter) -> None:
        if len(line.queue) < self._limits.waiting:
            return
        other = line.queue.newest_beyond_its_share(waiter.fair_key)
        if other is None:
            raise self._busy(line, len(line.queue))
        line.queue.remove(other)
        other.turn_away(self._busy(line, len(line.queue)))

    def _check_wait(self, line: Line, waiter: Waiter) -> None:
        """Turn a call away at once that would wait too long; the order is walked only where that can be."""
        if not line.knows_its_pace or line.seconds_for(len(line.queue)) <= self._limits.seconds:
            return
        ahead = next(number for number, other in enumerate(line.queue) if other is waiter)
        if line.seconds_for(ahead) > self._limits.seconds:
            self._forget(line, waiter)
            raise self._busy(line, ahead)

    def _busy(self, line: Line, ahead: int) -> Busy:
        return Busy(retry_after=min(line.seconds_for(ahead), self._limits.seconds))

    def _end_wait(self, line: Line, waiter: Waiter) -> None:
        waiter.turn_away(self._busy(line, 0))
        self._forget(line, waiter)

    def _forget(self, line: Line, waiter: Waiter) -> None:
        """Let a call go that waited; what it held up may be served."""
        if waiter.timeout is not None:
            waiter.timeout.cancel()
        if line.queue.remove(waiter):
            line.show()
            self._serve(line.lanes)

    def _tick(self, line: Line) -> None:
        """Tell positions, and see whether time alone made room: a breaker's pause may be over."""
        line.tick = None
        if line.queue:
            line.tick = asyncio.get_running_loop().call_later(TICK, self._tick, line)
            line.tell_positions()
            self._serve(line.lanes)

    def _look_again(self) -> None:
        now = self._timer()
        for line in list(self._hall.lines.values()):
            self._turn_away_if_closed(line, now)
        self._serve(tuple(self._hall.lanes.values()))

    def _turn_away_where_closed(self, lane: Lane, now: float) -> None:
        if not lane.breaker.closed:
            for name in list(lane.lines):
                self._turn_away_if_closed(self._hall.lines[name], now)

    def _turn_away_if_closed(self, line: Line, now: float) -> None:
        closed = line.refuses_for(now)
        if closed is not None:
            for waiter in list(line.queue):
                line.queue.remove(waiter)
                waiter.turn_away(RouteClosed(retry_after=closed))
            line.show()

    def _serve(self, lanes: Iterable[Lane]) -> None:
        """Give what is free to who is next, until nothing is free or nobody waits for it."""
        now, todo = self._timer(), [lane for lane in lanes if lane.lines]
        while todo:
            lane = todo.pop()
            line = self._hall.next_line(lane)
            waiter = line.queue.head() if line is not None else None
            if line is None or waiter is None or not (waiter.gone or lane.has_room(waiter.tokens, now)):
                continue
            line.queue.take(waiter)
            lane.lines.move_to_end(line.name)
            line.show()
            if not waiter.gone:
                waiter.admit(self._give(lane, tokens=waiter.tokens, now=now))
            todo.extend(line.lanes)
