"""The connections of a thread-safe client to a service of the house, and one request on them."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from genkan.fetch.addresses import host_of, is_any
from genkan.fetch.errors import NotReached, TooMuchSent
from genkan.fetch.request import Fetched, Limits, Request

_CONNECT_SECONDS = 5.0
_THREADS = 32


class BlockingLine:
    """An HTTP client that keeps no cookies, uses no proxy of the environment and follows no redirection."""

    def __init__(self, *, headers: Mapping[str, str], certificates: Path | None, limits: Limits) -> None:
        self._headers = dict(headers)
        self._limits = limits
        trusted = str(certificates) if certificates else None
        self._pool = PoolManager(maxsize=_THREADS, retries=False, ca_certs=trusted)

    def send(self, request: Request) -> Fetched:
        """One attempt. Raises ``AddressNotAllowed``, ``TooMuchSent`` or ``NotReached``."""
        host = host_of(request.address, allows=is_any)
        address = request.address + (f"?{urlencode(request.query)}" if request.query else "")
        try:
            response = self._pool.request(
                request.method,
                address,
                body=request.body or None,
                headers={**self._headers, **request.headers},
                timeout=Timeout(connect=_CONNECT_SECONDS, read=self._limits.seconds),
                redirect=False,
                preload_content=False,
            )
            return self._read(response, host)
        except (HTTPError, OSError) as error:
            raise NotReached(host=host) from error

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _read(self, response: BaseHTTPResponse, host: str) -> Fetched:
        most = self._limits.megabytes * 1_000_000
        content = response.read(most + 1)
        if len(content) > most:
            response.close()
            raise TooMuchSent(host=host, megabytes=self._limits.megabytes)
        response.release_conn()
        return Fetched(response.status, content, response.headers.get("Content-Type", ""), _wait(response))


def _wait(response: BaseHTTPResponse) -> float:
    written = response.headers.get("Retry-After", "")
    return float(written) if written.isdecimal() else 0.0
