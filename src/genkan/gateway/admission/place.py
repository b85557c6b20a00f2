"""A place at a deployment: the right to have one call in flight."""

from typing import Protocol

from genkan.catalogue import Deployment
from genkan.gateway.admission.lane import Lane


class Keeper(Protocol):
    """Who gave the place and takes it back."""

    def take_back(self, place: "Place", *, failed: bool | None) -> None:
        """Count the place as free and give it to who waits."""
        ...


class Place:
    """Held from before the endpoint is called until its answer ended. ``leave`` it exactly where the call ends."""

    __slots__ = ("_keeper", "deployment", "lane", "lease", "probe", "since", "tokens")

    def __init__(self, keeper: Keeper, lane: Lane, tokens: int, since: float, lease: str) -> None:
        self._keeper: Keeper | None = keeper
        self.deployment: Deployment = lane.deployment
        self.lane = lane
        self.tokens = tokens
        self.since = since
        self.lease = lease
        self.probe = lane.enter(tokens)

    def leave(self, *, failed: bool | None) -> None:
        """Give the place back, once; later calls do nothing.

        ``failed`` says whether the endpoint failed before its first token; ``None`` where nobody can say, because
        the caller left first. The circuit breaker learns from it.
        """
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.take_back(self, failed=failed)
