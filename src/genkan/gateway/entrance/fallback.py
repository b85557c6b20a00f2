"""Going to another model, only where the organisation switched it on, and never in a trial."""

from collections.abc import Mapping

from msgspec import structs

from genkan.gateway.admission.errors import Busy, RouteClosed
from genkan.gateway.ask import Purpose
from genkan.gateway.entrance.call import Call
from genkan.gateway.route import Route
from genkan.kit import Problem
from genkan.providers import EndpointRefused, EndpointTimedOut, EndpointUnreachable, StreamBroken

_PURPOSES = frozenset({Purpose.CHAT, Purpose.PROGRAM})
_SERVER_ERROR, _TOO_MANY = 500, 429
_TEMPORARY = (EndpointUnreachable, StreamBroken)


def is_temporary(problem: Problem) -> bool:
    """Whether an endpoint that failed in this way before its first token says nothing about the request itself."""
    if isinstance(problem, EndpointRefused):
        status = problem.details.get("http_status")
        return isinstance(status, int) and (status >= _SERVER_ERROR or status == _TOO_MANY)
    return isinstance(problem, _TEMPORARY) or (
        isinstance(problem, EndpointTimedOut) and problem.details.get("phase") == "connect"
    )


def may_go_elsewhere(problem: Problem) -> bool:
    """Whether the model cannot be had at the moment: its line is full, it is closed, or no endpoint answers.

    An endpoint that refuses the request itself is no reason: no other endpoint or model should see it then.
    """
    return isinstance(problem, (Busy, RouteClosed)) or is_temporary(problem)


def fallback(call: Call, routes: Mapping[str, Route]) -> Route | None:
    """The route that the organisation chose in the place of the model that was asked for; one change at most."""
    if call.purpose not in _PURPOSES or call.fallback_from is not None:
        return None
    other = call.caller.rules.fallbacks.get(call.model)
    return None if other is None or other == call.model else routes.get(other)


def elsewhere(call: Call, *, route: Route) -> Call:
    """The same call to another model, which the caller is told."""
    return structs.replace(call, route=route, fallback_from=call.model)
