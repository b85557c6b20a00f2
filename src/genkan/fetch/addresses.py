"""Which addresses may be asked: those of the public internet, and others only where the operator says so."""

from collections.abc import Callable
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from genkan.fetch.errors import AddressNotAllowed

_TRANSLATED = ip_network("64:ff9b::/96")
# Local translation, site-local, and IPv4 written as IPv6 of old: Python holds some of them for global.
_OF_NOBODY = (ip_network("64:ff9b:1::/48"), ip_network("fec0::/10"), ip_network("::/96"))
_METADATA = (ip_network("169.254.0.0/16"), ip_network("fd00:ec2::/32"), ip_network("100.100.100.200/32"))
Allows = Callable[[str], bool]
"""Whether an IP address may be asked."""


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
    if any(address in network for network in _OF_NOBODY):
        return False
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
