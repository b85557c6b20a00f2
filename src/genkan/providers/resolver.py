"""Where names lead: a name that resolves to a forbidden address is refused like the address itself."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from genkan.providers.address import check_literal


class GuardedResolver(AbstractResolver):
    """Resolves names as the system does and refuses those that lead to a forbidden address."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As ``aiohttp`` asks. Raises ``AddressForbidden`` where any result is forbidden."""
        results = await self._resolver.resolve(host, port, family)
        for result in results:
            check_literal(result["host"])
        return results

    async def close(self) -> None:
        """Close the resolver behind."""
        await self._resolver.close()
