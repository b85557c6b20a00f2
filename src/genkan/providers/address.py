"""Which addresses may be called.

An operator registers every address, and models run on premises, so loopback and private networks are allowed.
What is never allowed, however it is written and whatever a name resolves to, are the addresses at which
clouds hand out their own credentials, and addresses that are nobody's.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from yarl import URL

from genkan.fetch import is_public
from genkan.providers.errors import AddressForbidden, AddressHoldsMore, AddressNotHttp, AddressRefused

_FORBIDDEN = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "224.0.0.0/3",
        "100.100.100.200/32",
        "168.63.129.16/32",
        "192.0.0.192/32",
        "::/128",
        "fe80::/10",
        "ff00::/8",
        "fd00:ec2::/32",
        "fd20:ce::/32",
    )
)
_TRANSLATED = ip_network("64:ff9b::/96")
# IPv4 written as IPv6 of old, and translation of a network of its own: nobody knows where they lead.
_UNCERTAIN = (ip_network("::/96"), ip_network("64:ff9b:1::/48"))
CheckHost = Callable[[str], None]
"""Raises ``AddressForbidden`` for an address that may not be called; names pass."""


def check_address(address: str) -> URL:
    """The address as a URL. Raises an error under ``AddressRefused``."""
    try:
        url = URL(address.strip())
        host, _ = url.host, url.port
    except ValueError as error:
        raise AddressRefused from error
    if url.scheme not in {"http", "https"} or not host:
        raise AddressNotHttp
    if url.user is not None or url.password is not None or url.query_string or url.fragment:
        raise AddressHoldsMore
    check_literal(host)
    return url


def check_literal(host: str) -> None:
    """Raises ``AddressForbidden`` where the host is written as a forbidden address; names pass."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return
    if any(candidate in network for candidate in _meanings(address) for network in _FORBIDDEN):
        raise AddressForbidden


def check_public(host: str) -> None:
    """Raises ``AddressForbidden`` where the host is written as an address outside the public internet; names pass.

    For addresses that no operator registered, such as those that an applicant declares.
    """
    check_literal(host)
    try:
        reachable = is_public(host)
    except ValueError:
        return
    if not reachable:
        raise AddressForbidden


def check_beyond(host: str) -> None:
    """Raises ``AddressForbidden`` where the host is written as an address of this machine or of its link; names pass.

    For addresses that no operator registered, where private networks are allowed.
    """
    check_literal(host)
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return
    if any(address in network for network in _UNCERTAIN):
        raise AddressForbidden
    if any(each.is_loopback or each.is_link_local for each in _meanings(address)):
        raise AddressForbidden


def _meanings(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address and the IPv4 address that it carries, if it does."""
    if isinstance(address, IPv4Address):
        return [address]
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
    carried = (address.ipv4_mapped, address.sixtofour, translated)
    return [address, *(candidate for candidate in carried if candidate is not None)]
