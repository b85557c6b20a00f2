"""One key for all addresses that one line of the internet has."""

from ipaddress import IPv6Address, ip_address, ip_network

LINE = 64
SITE = 48


def line_of(address: str, *, bits: int = LINE) -> str:
    """The address; of IPv6 its network of ``bits`` (``SITE``: all that one house is given), or the address of IPv4 that it holds; what is no address as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), bits), strict=False))
