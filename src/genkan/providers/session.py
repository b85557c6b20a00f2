"""The pool of connections to endpoints."""

import aiohttp

from genkan.providers.address import GuardedResolver

Session = aiohttp.ClientSession
_KEEP_ALIVE_SECONDS = 4.0  # below the 5 seconds after which common model servers close an idle connection


def open_session() -> aiohttp.ClientSession:
    """A session without cookies, proxies from the environment, or limits of its own; the caller closes it."""
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(), limit=0, ttl_dns_cache=30, keepalive_timeout=_KEEP_ALIVE_SECONDS
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    )
