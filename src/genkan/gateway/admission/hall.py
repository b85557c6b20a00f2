"""All lanes and lines of one process, as the routes say."""

from collections.abc import Iterable

from genkan.catalogue import Deployment
from genkan.gateway.admission.breaker import BreakerRules
from genkan.gateway.admission.lane import Lane
from genkan.gateway.admission.line import Line
from genkan.gateway.admission.shares import Shares
from genkan.gateway.route import Route


class Hall:
    """``lanes`` by deployment id, ``lines`` by the name of their route."""

    def __init__(self, rules: BreakerRules) -> None:
        self.lanes: dict[str, Lane] = {}
        self.lines: dict[str, Line] = {}
        self._rules = rules
        self._shares = Shares.alone()
        self._current: frozenset[str] | None = None

    def share(self, shares: Shares) -> None:
        """Give every lane its part."""
        self._shares = shares
        for lane in self.lanes.values():
            self.resize(lane)

    def resize(self, lane: Lane) -> None:
        """Give a lane its limits; none where its deployment is gone."""
        if self._is_current(lane.deployment):
            lane.resize(self._shares)
        else:
            lane.close()

    def follow(self, routes: Iterable[Route]) -> None:
        """Take these routes as all there are."""
        current = {route.name: route for route in routes}
        deployments = {given.id: given for route in current.values() for given in route.deployments}
        self._current = frozenset(deployments)
        for deployment in deployments.values():
            self._lane(deployment).deployment = deployment
        self._drop_empty_lanes()
        self._hand_over()
        self.share(self._shares)
        self._lead_lines(current)

    def open_line(self, route: Route) -> Line:
        """A line for a route that has none yet, to those of its deployments that take calls."""
        line = self.lines[route.name] = Line(route, self._lanes_of(route))
        return line

    def next_line(self, lane: Lane) -> Line | None:
        """The line whose turn it is at a lane; ``None`` where nobody waits for it."""
        name = next(iter(lane.lines), None)
        return None if name is None else self.lines[name]

    def _lanes_of(self, route: Route) -> tuple[Lane, ...]:
        return tuple(self._lane(given) for given in route.deployments if self._is_current(given))

    def _is_current(self, deployment: Deployment) -> bool:
        return self._current is None or deployment.id in self._current

    def _lane(self, deployment: Deployment) -> Lane:
        lane = self.lanes.get(deployment.id)
        if lane is None:
            lane = self.lanes[deployment.id] = Lane(deployment, self._rules)
            lane.resize(self._shares)
        return lane

    def _drop_empty_lanes(self) -> None:
        gone = [lane for lane in self.lanes.values() if not self._is_current(lane.deployment)]
        for lane in gone:
            if not lane.in_flight:
                del self.lanes[lane.deployment.id]

    def _hand_over(self) -> None:
        for lane in self.lanes.values():
            lane.replaced = lane.successor = None
        for lane in self.lanes.values():
            replaced = self.lanes.get(lane.deployment.replaces or "")
            if replaced is not None and not self._is_current(replaced.deployment):
                lane.replaced, replaced.successor = replaced, lane

    def _lead_lines(self, routes: dict[str, Route]) -> None:
        """A line whose route is not among them, as that of a call to one deployment only, is kept while anybody waits."""
        for name, line in list(self.lines.items()):
            route = routes.get(name, line.route)
            line.lead_to(route, self._lanes_of(route))
            if name not in routes and not line.queue:
                del self.lines[name]
        for name, route in routes.items():
            if name not in self.lines:
                self.open_line(route)
