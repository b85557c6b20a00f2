"""Which addresses may be asked: those of the public internet, and others only where the operator says so."""

import socket
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from genkan.fetch.errors import AddressNotAllowed

_TRANSLATED = ip_network("64:ff9b::/96")


class PublicResolver(AbstractResolver):
    """Resolves names as the system does and refuses those that lead into a private network."""

    def __init__(self) -> None:
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As ``aiohttp`` asks. Raises ``AddressNotAllowed`` where any result is not public."""
        found = await self._system.resolve(host, port, family)
        if not all(is_public(each["host"]) for each in found):
            raise AddressNotAllowed(host=host)
        return found

    async def close(self) -> None:
        """Close the resolver behind."""
        await self._system.close()


def host_of(address: str, *, private: bool) -> str:
    """The host of an address. Raises ``AddressNotAllowed`` where it is none, or is written as a private one."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressNotAllowed(host=address) from error
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise AddressNotAllowed(host=host or address)
    if not private and _is_literal(host) and not is_public(host):
        raise AddressNotAllowed(host=host)
    return host


def is_public(host: str) -> bool:
    """Whether an IP address, and the IPv4 address that it may carry, belongs to the public internet."""
    address = ip_address(host.partition("%")[0])
    if address in _TRANSLATED:
        return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    carried = [getattr(address, name, None) for name in ("ipv4_mapped", "sixtofour")]
    return all(each.is_global and not each.is_multicast for each in (address, *filter(None, carried)))


def _is_literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
