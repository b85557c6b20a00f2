"""The connections to other services, and one request on them."""

from io import BytesIO
from ssl import SSLContext
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from genkan.fetch.addresses import Allows, host_of, is_any
from genkan.fetch.errors import AddressNotAllowed, NotReached, RedirectedElsewhere, TooMuchSent
from genkan.fetch.request import Fetched, Limits, Request
from genkan.fetch.resolver import CheckedResolver

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3
_CHUNK = 65_536
_CONNECT_SECONDS = 15


class Line:
    """An HTTP client that keeps no cookies, uses no proxy of the environment and stays with the host it was given.

    ``allows`` says which IP addresses may be asked, ``follows`` whether it goes where the same host leads it;
    ``trust`` are the authorities by which hosts are known, those of the system where none are given.
    """

    def __init__(
        self,
        *,
        allows: Allows,
        limits: Limits,
        follows: bool = True,
        trust: SSLContext | None = None,
        connections: int = 8,
    ) -> None:
        self._allows = allows
        self._follows = follows
        self._limits = limits
        resolver = None if allows is is_any else CheckedResolver(allows)
        connector = TCPConnector(limit=connections, resolver=resolver, ssl=trust or True)
        timeout = ClientTimeout(total=limits.seconds, connect=_CONNECT_SECONDS)
        self._client = ClientSession(connector=connector, timeout=timeout, cookie_jar=DummyCookieJar())

    async def send(self, request: Request) -> Fetched:
        """One attempt. Raises ``AddressNotAllowed``, ``RedirectedElsewhere``, ``TooMuchSent`` or ``NotReached``."""
        host = host_of(request.address, allows=self._allows)
        try:
            return await self._follow(request, host)
        except (ClientError, TimeoutError, OSError) as error:
            if isinstance(refusal := error.__cause__, AddressNotAllowed):
                raise refusal from error
            raise NotReached(host=host) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _follow(self, request: Request, host: str) -> Fetched:
        address, query = request.address, dict(request.query)
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._client.request(
                request.method,
                address,
                params=query,
                headers=dict(request.headers),
                data=BytesIO(request.body) if request.body else None,
                allow_redirects=False,
            ) as response:
                target = response.headers.get("Location", "")
                if response.status not in _REDIRECTS or not target:
                    return await self._read(response, host)
            if not self._follows:
                raise RedirectedElsewhere(host=host)
            address, query = _same_service(address, urljoin(address, target), host=host), {}
        raise RedirectedElsewhere(host=host)

    async def _read(self, response: ClientResponse, host: str) -> Fetched:
        most = self._limits.megabytes * 1_000_000
        content = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > most:
                raise TooMuchSent(host=host, megabytes=self._limits.megabytes)
        return Fetched(response.status, bytes(content), response.content_type, _wait(response))


def _same_service(before: str, after: str, *, host: str) -> str:
    """The new address where it is the same host and port, and not http instead of https."""
    old, new = urlsplit(before), urlsplit(after)
    if (new.scheme, new.hostname, new.port) != (old.scheme, old.hostname, old.port):
        raise RedirectedElsewhere(host=host)
    return after


def _wait(response: ClientResponse) -> float:
    written = response.headers.get("Retry-After", "")
    return float(written) if written.isdecimal() else 0.0
