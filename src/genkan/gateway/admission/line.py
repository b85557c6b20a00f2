"""The line of calls that wait for one route."""

import asyncio

from genkan.gateway.admission.fair_queue import FairQueue
from genkan.gateway.admission.lane import Lane
from genkan.gateway.route import Route

_USUAL_SECONDS = 5.0


class Line:
    """Who waits for a route, and the lanes that serve it now. ``tick`` is the next moment at which positions are told."""

    __slots__ = ("lanes", "queue", "route", "tick")

    def __init__(self, route: Route, lanes: tuple[Lane, ...]) -> None:
        self.route = route
        self.lanes = lanes
        self.queue = FairQueue()
        self.tick: asyncio.TimerHandle | None = None

    @property
    def name(self) -> str:
        """The name of the route."""
        return self.route.name

    def lead_to(self, route: Route, lanes: tuple[Lane, ...]) -> None:
        """Let the lanes of a changed route serve this line."""
        self._leave_lanes()
        self.route = route
        self.lanes = lanes
        self.show()

    def show(self) -> None:
        """Let the lanes know whether anybody waits here."""
        if not self.queue:
            self._leave_lanes()
            return
        for lane in self.lanes:
            lane.lines.setdefault(self.name)

    def tell_positions(self) -> None:
        """Tell everyone who waits how many are served up to them."""
        for position, waiter in enumerate(self.queue, 1):
            waiter.tell(position)

    def refuses_for(self, now: float) -> float | None:
        """Seconds until one of the lanes lets a call find out whether it is well; ``None`` where one may be used."""
        open_lanes = [lane.breaker.refuses_for(now) for lane in self.lanes]
        return None if not all(open_lanes) else min(open_lanes, default=_USUAL_SECONDS)

    @property
    def knows_its_pace(self) -> bool:
        """Whether any call ended well so far."""
        return any(lane.seconds for lane in self.lanes)

    def seconds_for(self, ahead: int) -> float:
        """About how long a call waits that has so many before it, from how long calls took lately."""
        known = [lane.seconds for lane in self.lanes if lane.seconds]
        seconds = sum(known) / len(known) if known else _USUAL_SECONDS
        return (ahead + 1) * seconds / max(1, sum(lane.limit for lane in self.lanes))

    def _leave_lanes(self) -> None:
        for lane in self.lanes:
            lane.lines.pop(self.name, None)
