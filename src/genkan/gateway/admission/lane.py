"""One deployment as admission sees it: how much is in flight, how much may be, and whether it is well."""

import sys
from collections import OrderedDict
from dataclasses import dataclass

from genkan.catalogue import Deployment
from genkan.gateway.admission.breaker import Breaker, BreakerRules, BreakerState
from genkan.gateway.admission.shares import Shares

UNLIMITED = sys.maxsize
_NEWEST_WEIGHT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneCount:
    """What one process knows of a deployment at one moment; ``limit`` and ``token_limit`` are this process' own."""

    deployment_id: str
    in_flight: int
    limit: int
    tokens: int
    token_limit: int | None
    breaker: BreakerState


class Lane:
    """Counts the calls in flight of one deployment.

    ``lines`` names the lines that wait for it, next one first. ``seconds`` is about how long a call takes lately,
    0 where nothing is known. ``replaced`` is the deployment whose endpoint this one took over: its calls
    in flight use up room here; there, ``successor`` is this one. ``served`` orders lanes by their latest call.
    """

    __slots__ = (
        "breaker",
        "deployment",
        "in_flight",
        "limit",
        "lines",
        "replaced",
        "seconds",
        "served",
        "successor",
        "token_limit",
        "tokens",
    )

    def __init__(self, deployment: Deployment, rules: BreakerRules) -> None:
        self.deployment = deployment
        self.breaker = Breaker(rules)
        self.lines: OrderedDict[str, None] = OrderedDict()
        self.replaced: Lane | None = None
        self.successor: Lane | None = None
        self.in_flight = self.tokens = self.limit = self.token_limit = self.served = 0
        self.seconds = 0.0

    def resize(self, shares: Shares) -> None:
        """Take the limits from the deployment, as much of them as is this process' own."""
        deployment, replaced = self.deployment, self.replaced
        taken, tokens_taken = (replaced.in_flight, replaced.tokens) if replaced is not None else (0, 0)
        self.limit = max(0, shares.of(deployment.capacity, deployment.id) - taken)
        self.token_limit = UNLIMITED
        if deployment.token_capacity is not None:
            self.token_limit = max(0, shares.of(deployment.token_capacity, deployment.id) - tokens_taken)

    def close(self) -> None:
        """Let nobody enter any more; who is in flight stays counted."""
        self.limit = self.token_limit = 0

    def has_room(self, tokens: int, now: float) -> bool:
        """Whether a call of so many tokens may enter now; one above the whole limit may where nothing else is in flight."""
        return (
            self.in_flight < self.limit
            and (self.tokens + tokens <= self.token_limit or (not self.in_flight and self.token_limit > 0))
            and (self.breaker.closed or self.breaker.admits(now))
        )

    def is_emptier_than(self, other: "Lane") -> bool:
        """Whether less is in flight here, or as much, but the latest call is longer ago."""
        if self.in_flight == other.in_flight:
            return self.served < other.served
        return self.in_flight < other.in_flight

    def enter(self, tokens: int) -> bool:
        """Count a call in; true where it is the probe of the breaker."""
        self.in_flight += 1
        self.tokens += tokens
        return not self.breaker.closed and self.breaker.enter()

    def leave(self, tokens: int, seconds: float | None) -> None:
        """Count a call out that took so long; ``None`` where its time tells nothing about others."""
        self.in_flight -= 1
        self.tokens -= tokens
        if seconds is not None:
            known = self.seconds
            self.seconds = known + _NEWEST_WEIGHT * (seconds - known) if known else seconds

    def count(self, now: float) -> LaneCount:
        """The present numbers."""
        return LaneCount(
            deployment_id=self.deployment.id,
            in_flight=self.in_flight,
            limit=self.limit,
            tokens=self.tokens,
            token_limit=None if self.token_limit == UNLIMITED else self.token_limit,
            breaker=self.breaker.state(now),
        )
