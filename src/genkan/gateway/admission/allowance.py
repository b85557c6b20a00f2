"""An allowance that fills up with time, counted in Valkey (or Redis) for all processes together."""

from collections.abc import Awaitable
from importlib.resources import files
from typing import Self, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from genkan.gateway.admission.errors import CountingAway
from genkan.gateway.admission.valkey import client_at

_KEY = "{genkan}:allowance:"
_RETRY_AFTER = 2.0


class Allowance:
    """What each of many spenders may spend, by the server's clock; it costs one round trip."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        script = files("genkan.gateway.admission") / "spend.lua"
        self._spend = client.register_script(script.read_text())

    @classmethod
    def at(cls, url: str) -> Self:
        """The allowance at a server, named as for the places."""
        return cls(client_at(url))

    async def spend(self, name: str, *, seconds: float, held: float) -> float:
        """Spend what fills up in so many seconds of an allowance that holds so many.

        Gives the seconds to wait, 0 where it was spent. Raises ``CountingAway`` where the server does not answer.
        """
        arguments = [max(1, round(seconds * 1_000)), round(held * 1_000)]
        try:
            # The library names no type for what a script gives.
            over = await cast("Awaitable[int]", self._spend(keys=[_KEY + name], args=arguments))
        except RedisError as error:
            raise CountingAway(retry_after=_RETRY_AFTER) from error
        return over / 1_000

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
