"""Looking names up for an HTTP client, and refusing those that lead where nobody may ask."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from genkan.fetch.addresses import Allows
from genkan.fetch.errors import AddressNotAllowed


class CheckedResolver(AbstractResolver):
    """Resolves names as the system does and refuses those that lead where nobody may ask.

    What it found is what the connection is opened to, so that no second look-up can lead elsewhere.
    """

    def __init__(self, allows: Allows) -> None:
        self._system = ThreadedResolver()
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As ``aiohttp`` asks. Raises ``AddressNotAllowed`` where any result may not be asked."""
        found = await self._system.resolve(host, port, family)
        if not all(self._allows(each["host"]) for each in found):
            raise AddressNotAllowed(host=host)
        return found

    async def close(self) -> None:
        """Close the resolver behind."""
        await self._system.close()
