"""The connections of one process, kept open between answers, one pool for each endpoint."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from socket import SOCK_STREAM

from yarl import URL

from genkan.providers.address import check_literal
from genkan.providers.errors import (
    AnswerTooLarge,
    CertificateRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    NotTheProtocol,
    StreamBroken,
)
from genkan.providers.patience import Patience
from genkan.providers.timing import Timeouts
from genkan.providers.wire.connection import Connection, ConnectionDropped

_KEEP_ALIVE_SECONDS = 4.0  # below the 5 seconds after which common model servers close an idle connection
_Place = tuple[str, str, int]


class Connections:
    """Opens, lends and takes back connections."""

    def __init__(self) -> None:
        self._idle: defaultdict[_Place, list[tuple[Connection, float]]] = defaultdict(list)
        self._settling: set[asyncio.Task[None]] = set()
        self._sweeping: asyncio.TimerHandle | None = None
        self._tls: ssl.SSLContext | None = None

    async def request(
        self, url: URL, request: bytes, *, patience: Patience, timeouts: Timeouts, limit: int
    ) -> Connection:
        """A connection on which the request was sent and the headers of the response have come.

        A kept connection that the endpoint closed in the meantime is replaced; nothing is sent twice to an endpoint
        that began to answer. Raises the errors of this room.
        """
        while True:
            connection = self._kept(url) or await self._open(url, patience=patience, timeouts=timeouts)
            fresh = not connection.used
            try:
                connection.send(request, patience=patience, limit=limit)
                await connection.headers()
                return connection
            except ConnectionDropped as error:
                if fresh:
                    raise EndpointUnreachable from error
            except BaseException:  # the caller is told: it is raised again
                connection.finish()
                raise

    def give_back(self, url: URL, connection: Connection) -> None:
        """End the request and keep the connection where it can carry another."""
        if connection.finish():
            loop = asyncio.get_running_loop()
            self._idle[_place(url)].append((connection, loop.time() + _KEEP_ALIVE_SECONDS))
            if self._sweeping is None:
                self._sweeping = loop.call_later(_KEEP_ALIVE_SECONDS, self._sweep)

    def settle(self, url: URL, connection: Connection) -> None:
        """Wait in the background for the end of a response whose answer has ended, as long as its patience lasts."""
        settling = asyncio.create_task(self._settle(url, connection))
        self._settling.add(settling)
        settling.add_done_callback(self._settling.discard)

    def close(self) -> None:
        """Cut what is idle or will soon be."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        for settling in self._settling:
            settling.cancel()
        for kept in self._idle.values():
            for connection, _until in kept:
                connection.cut()
        self._idle.clear()

    async def _settle(self, url: URL, connection: Connection) -> None:
        try:
            with suppress(EndpointTimedOut, StreamBroken, NotTheProtocol, AnswerTooLarge):
                while await connection.read():
                    continue
        finally:
            self.give_back(url, connection)

    def _sweep(self) -> None:
        """Cut what was idle for too long, also where nobody asks the endpoint again; look again while any is idle."""
        loop, self._sweeping = asyncio.get_running_loop(), None
        for place, kept in list(self._idle.items()):
            old = [connection for connection, until in kept if connection.closed or until <= loop.time()]
            for connection in old:
                connection.cut()
            kept[:] = [each for each in kept if not each[0].closed]
            if not kept:
                del self._idle[place]
        if self._idle:
            self._sweeping = loop.call_later(_KEEP_ALIVE_SECONDS, self._sweep)

    def _kept(self, url: URL) -> Connection | None:
        """The connection that was used last, which is the least likely to have been closed."""
        kept, now = self._idle[_place(url)], asyncio.get_running_loop().time()
        while kept:
            connection, until = kept.pop()
            if not connection.closed and now < until:
                return connection
            connection.cut()
        return None

    async def _open(self, url: URL, *, patience: Patience, timeouts: Timeouts) -> Connection:
        try:
            async with asyncio.timeout(timeouts.connect), asyncio.timeout_at(patience.deadline):
                return await self._connect(url)
        except TimeoutError as error:
            raise EndpointTimedOut(phase="connect") from error
        except ssl.SSLError as error:
            raise CertificateRefused from error
        except OSError as error:
            raise EndpointUnreachable from error

    async def _connect(self, url: URL) -> Connection:
        scheme, host, port = _place(url)
        last = OSError("no address")
        for address in await _resolved(host, port):
            try:
                return await self._connect_to(address, port, host=host, scheme=scheme)
            except ssl.SSLError:
                raise
            except OSError as error:
                last = error
        raise last

    async def _connect_to(self, address: str, port: int, *, host: str, scheme: str) -> Connection:
        secure = scheme == "https"
        _, connection = await asyncio.get_running_loop().create_connection(
            Connection,
            address,
            port,
            ssl=self._context() if secure else None,
            server_hostname=host if secure else None,
        )
        return connection

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


async def _resolved(host: str, port: int) -> list[str]:
    """The addresses behind a name. Raises ``AddressForbidden`` where any of them is forbidden."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    for address in addresses:
        check_literal(address)
    return addresses


def head(url: URL, headers: Mapping[str, str]) -> bytes:
    """The lines of a request up to its length, which :func:`framed` adds."""
    path = url.raw_path_qs or "/"
    host = url.raw_authority if url.explicit_port else url.raw_host
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{lines}Content-Length: ".encode("latin-1")


def framed(lines: bytes, body: bytes) -> bytes:
    """The whole request."""
    return lines + str(len(body)).encode() + b"\r\n\r\n" + body


@lru_cache(maxsize=1024)
def _place(url: URL) -> _Place:
    return url.scheme, url.host or "", url.port or 0
