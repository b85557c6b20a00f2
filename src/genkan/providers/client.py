"""The HTTP client for endpoints."""

import ssl

import aiohttp

from genkan.providers.address import CheckHost, check_literal
from genkan.providers.resolver import GuardedResolver

_KEEP_ALIVE_SECONDS = 4.0  # below the 5 seconds after which common model servers close an idle connection


def open_client(
    trusted: ssl.SSLContext | None = None, *, check: CheckHost = check_literal
) -> aiohttp.ClientSession:
    """A client without cookies, proxies from the environment, or limits of its own; the caller closes it.

    Certificates are trusted as for the lean connections: those of the system, or of ``SSL_CERT_FILE``, which reading takes a
    while; ``trusted`` where they are read already. ``check`` says which addresses names may lead to.
    """
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(check=check),
        ssl=trusted or ssl.create_default_context(),
        limit=0,
        ttl_dns_cache=30,
        keepalive_timeout=_KEEP_ALIVE_SECONDS,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    )
