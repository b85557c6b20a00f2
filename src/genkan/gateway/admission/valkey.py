"""Places that are counted in Valkey (or Redis) for all processes, exactly: leases that end by themselves.

Each place is a member of a sorted set of its deployment, scored with the end of its lease by the server's clock.
A process prolongs what it holds; what a killed one held is free when the lease ends.
"""

import asyncio
import json
from collections.abc import Awaitable, Mapping, Sequence
from importlib.resources import files
from itertools import count
from typing import NamedTuple, Self, cast

from redis.asyncio import Redis, from_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import RedisError

from genkan.gateway.admission.errors import CountingAway

_KEY = "{genkan}:door:"
_LEASE = 10.0
_CLAIM = 0.3
_PATIENCE = 2.0


class LeaseLimits(NamedTuple):
    """What may be in flight at a deployment, all processes together; ``most`` is how many places are wanted now."""

    deployment_id: str
    limit: int
    token_limit: int | None
    most: int


class Lease(NamedTuple):
    """A place that was given: ``lane`` is the number of its limits, ``member`` its name at the server."""

    lane: int
    member: str


class Leases:
    """The places of one process. Methods raise :class:`CountingAway` where the server does not answer."""

    def __init__(self, client: Redis, *, process_id: str, seconds: float = _LEASE) -> None:
        self._client = client
        self._process_id = process_id
        self._lease = int(seconds * 1_000)
        self._numbers = count()
        self._held: dict[str, set[str]] = {}
        self._left: dict[str, list[str]] = {}
        self._turn = asyncio.Lock()
        scripts = (files("genkan.gateway.admission") / f"{name}.lua" for name in ("enter", "leave", "beat"))
        self._enter, self._leave, self._beat = (client.register_script(path.read_text()) for path in scripts)

    @classmethod
    def at(cls, url: str, *, process_id: str, seconds: float = _LEASE) -> Self:
        """The places at a server: ``valkey://…``, ``redis://…``, with TLS ``valkeys://…``, ``rediss://…``, or ``unix://…``."""
        return cls(client_at(url), process_id=process_id, seconds=seconds)

    @property
    def seconds(self) -> float:
        """How long a lease lasts that is not prolonged."""
        return self._lease / 1_000

    async def enter(
        self, lanes: Sequence[LeaseLimits], *, tokens: Sequence[int], more: bool
    ) -> list[Lease | None]:
        """Places for calls of so many tokens, in their order, as far as there is room; ``more`` wait behind them."""
        calls = [(f"{self._process_id}:{next(self._numbers)}:{number}", number) for number in tokens]
        limits = [
            (lane.limit, -1 if lane.token_limit is None else lane.token_limit, lane.most) for lane in lanes
        ]
        keys = [
            key
            for lane in lanes
            for key in _keys(lane.deployment_id, "places", "tokens", "claims", "repeated")
        ]
        asked = {
            "process": self._process_id,
            "lease": self._lease,
            "claim": int(_CLAIM * 1_000),
            "lanes": limits,
            "calls": calls,
            "more": more,
        }
        async with self._turn:
            answer = await self._run(self._enter, keys, asked)
            given = [
                Lease(number - 1, member) if number else None
                for number, (member, _) in zip(cast("list[int]", answer), calls, strict=True)
            ]
            for lease in filter(None, given):
                self._held.setdefault(lanes[lease.lane].deployment_id, set()).add(lease.member)
        return given

    def leave(self, deployment_id: str, member: str) -> None:
        """Give a place back with the next ``flush``; it is not prolonged any more."""
        self._held.get(deployment_id, set[str]()).discard(member)
        self._left.setdefault(deployment_id, []).append(member)

    async def flush(self) -> None:
        """Send what was given back; where the server does not answer, the leases end by themselves."""
        async with self._turn:
            left, self._left = self._left, {}
            await self._send(self._leave, left)

    async def beat(self) -> None:
        """Prolong everything that is held; to be called three times within a lease."""
        async with self._turn:
            held = {
                deployment_id: sorted(members) for deployment_id, members in self._held.items() if members
            }
            await self._send(self._beat, held)

    async def in_flight(self, deployment_id: str) -> int:
        """How many places all processes hold at a deployment."""
        places = _keys(deployment_id, "places")[0]
        try:
            seconds, microseconds = await self._client.time()  # pyright: ignore[reportUnknownMemberType]
            now = seconds * 1_000 + microseconds // 1_000
            return await self._client.zcount(places, f"({now}", "+inf")
        except RedisError as error:
            raise CountingAway(retry_after=self.seconds) from error

    async def close(self) -> None:
        """Give everything back and close the connections."""
        for deployment_id, members in self._held.items():
            for member in list(members):
                self.leave(deployment_id, member)
        try:
            await self.flush()
        finally:
            await self._client.aclose()

    async def _send(self, script: AsyncScript, members: dict[str, list[str]]) -> None:
        if members:
            keys = [key for deployment_id in members for key in _keys(deployment_id, "places", "tokens")]
            await self._run(script, keys, {"lease": self._lease, "members": list(members.values())})

    async def _run(self, script: AsyncScript, keys: list[str], given: Mapping[str, object]) -> object:
        try:
            # The library names no type for what a script gives.
            answer = cast("Awaitable[object]", script(keys=keys, args=[json.dumps(given)]))
            return await answer
        except RedisError as error:
            raise CountingAway(retry_after=_PATIENCE) from error


def client_at(url: str) -> Redis:
    """A client that waits two seconds at the most."""
    address = url.replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1)
    return from_url(  # pyright: ignore[reportUnknownMemberType]
        address,
        socket_timeout=_PATIENCE,
        socket_connect_timeout=_PATIENCE,
        retry=Retry(NoBackoff(), 1),
        decode_responses=True,
    )


def _keys(deployment_id: str, *kinds: str) -> list[str]:
    return [f"{_KEY}{deployment_id}:{kind}" for kind in kinds]
