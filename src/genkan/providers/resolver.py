"""Where names lead: a name that resolves to a forbidden address is refused like the address itself."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from genkan.providers.address import CheckHost, check_literal


class GuardedResolver(AbstractResolver):
    """Resolves names as the system does and refuses those that lead to an address that ``check`` forbids."""

    def __init__(self, resolver: AbstractResolver | None = None, *, check: CheckHost = check_literal) -> None:
        self._resolver = resolver or ThreadedResolver()
        self._check = check

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As ``aiohttp`` asks. Raises ``AddressForbidden`` where any result is forbidden."""
        results = await self._resolver.resolve(host, port, family)
        for result in results:
            self._check(result["host"])
        return results

    async def close(self) -> None:
        """Close the resolver behind."""
        await self._resolver.close()
