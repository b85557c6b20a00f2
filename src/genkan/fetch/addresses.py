"""Which addresses may be asked: those of the public internet, and others only where the operator says so."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from genkan.fetch.errors import AddressNotAllowed

_TRANSLATED = ip_network("64:ff9b::/96")
_METADATA = (ip_network("169.254.0.0/16"), ip_network("fd00:ec2::/32"), ip_network("100.100.100.200/32"))
Allows = Callable[[str], bool]
"""Whether an IP address may be asked."""


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


def host_of(address: str, *, allows: Allows) -> str:
    """The host of an address. Raises ``AddressNotAllowed`` where it is none, or an IP address that may not be asked.

    Letters beyond ASCII are refused, for HTTP clients read some of them as digits and points.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressNotAllowed(host=address) from error
    is_web = parts.scheme in {"http", "https"} and parts.username is None
    if not is_web or not host or not host.isascii():
        raise AddressNotAllowed(host=host or address)
    if _is_literal(host) and not allows(host):
        raise AddressNotAllowed(host=host)
    return host


def is_public(host: str) -> bool:
    """Whether an IP address, and the IPv4 address that it may carry, belongs to the public internet."""
    address = ip_address(host.partition("%")[0])
    if address in _TRANSLATED:
        return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    carried = [getattr(address, name, None) for name in ("ipv4_mapped", "sixtofour")]
    return all(each.is_global and not each.is_multicast for each in (address, *filter(None, carried)))


def is_within_reach(host: str) -> bool:
    """Whether an IP address may be asked where an administrator allowed its host: no machine's own metadata, no crowd."""
    address = ip_address(host.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or address
    if any(mapped in network for network in _METADATA if network.version == mapped.version):
        return False
    return not (mapped.is_multicast or mapped.is_unspecified or mapped.is_link_local)


def is_any(_host: str) -> bool:
    """Every IP address may be asked: the operator named it."""
    return True


def _is_literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
