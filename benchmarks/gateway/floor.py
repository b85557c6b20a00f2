"""The least that a gateway in Python can cost: raw ASGI on uvicorn and a client, no check, no record.

``python benchmarks/gateway/floor.py PORT UPSTREAM_URL [--client aiohttp|protocol]``. What Genkan costs above this is
the price of its own work. ``protocol`` is a hand-written client on ``asyncio.Protocol`` with httptools, to see what
aiohttp itself costs.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import aiohttp
import httptools
import uvicorn

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
JSON_HEADERS = {"content-type": "application/json", "authorization": "Bearer upstream"}


class Client(Protocol):
    """How to ask the upstream: status, content type, then the pieces of the body."""

    def post(self, path: str, body: bytes) -> AsyncIterator[tuple[int, bytes] | bytes]:
        """First a tuple of status and content type, then bytes."""
        ...


class AiohttpClient:
    """The upstream by aiohttp, as it comes."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._session: aiohttp.ClientSession | None = None

    async def post(self, path: str, body: bytes) -> AsyncIterator[tuple[int, bytes] | bytes]:
        """First a tuple of status and content type, then bytes."""
        async with self._open().post(self._base + path, data=body, headers=JSON_HEADERS) as answer:
            yield answer.status, answer.headers["content-type"].encode()
            async for piece in answer.content.iter_any():
                yield piece

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None, sock_read=60)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout)
        return self._session


class Connection(asyncio.Protocol):
    """One connection of the hand-written client; httptools calls the ``on_`` methods."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._waiter: asyncio.Future[None] | None = None
        self._loop = asyncio.get_running_loop()
        self.done = self.closed = False
        self.content_type = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to ask."""
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits is told by the end of the body."""
        self.closed = True
        self._wake()

    def data_received(self, data: bytes) -> None:
        """One wake for all that came at once."""
        self._parser.feed_data(data)
        self._wake()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Only the one that is passed on."""
        if name.lower() == b"content-type":
            self.content_type = value

    def on_headers_complete(self) -> None:
        """The status is known."""
        self.status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        """A piece, without its frame."""
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        """The connection may be used again."""
        self.done = True

    def start(self, request: bytes) -> None:
        """Send one request."""
        self._parser = httptools.HttpResponseParser(self)
        self.done, self.status = False, 0
        self.transport.write(request)

    async def pieces(self) -> list[bytes]:
        """What has come since, at least one piece, or nothing at the end."""
        while not self._pieces and not self.done and not self.closed:
            self._waiter = self._loop.create_future()
            await self._waiter
        pieces, self._pieces = self._pieces, []
        return pieces

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class ProtocolClient:
    """The upstream by a hand-written client with a pool."""

    def __init__(self, base: str) -> None:
        address = urlsplit(base)
        self._host, self._port = str(address.hostname), address.port or 80
        self._free: list[Connection] = []
        lines = "".join(f"{name}: {value}\r\n" for name, value in JSON_HEADERS.items())
        self._head = f"HTTP/1.1\r\nhost: {address.netloc}\r\n{lines}content-length: "

    async def post(self, path: str, body: bytes) -> AsyncIterator[tuple[int, bytes] | bytes]:
        """First a tuple of status and content type, then bytes."""
        connection = await self._take()
        connection.start(f"POST {path} {self._head}{len(body)}\r\n\r\n".encode() + body)
        pieces = await connection.pieces()
        yield connection.status, connection.content_type
        while pieces:
            yield b"".join(pieces)
            pieces = await connection.pieces()
        self._free.append(connection)

    async def _take(self) -> Connection:
        while self._free:
            if not (connection := self._free.pop()).closed:
                return connection
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(Connection, self._host, self._port)
        return connection


def gateway(client: Client) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """An ASGI app that passes everything on."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        async for piece in client.post(scope["path"], body):
            if isinstance(piece, tuple):
                headers = [(b"content-type", piece[1])]
                await send({"type": "http.response.start", "status": piece[0], "headers": headers})
            else:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("port", type=int)
    parser.add_argument("upstream")
    parser.add_argument("--client", choices=("aiohttp", "protocol"), default="aiohttp")
    options = parser.parse_args()
    chosen = AiohttpClient if options.client == "aiohttp" else ProtocolClient
    app = gateway(chosen(options.upstream))
    uvicorn.run(
        app,
        port=options.port,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_level="error",
        access_log=False,
        backlog=8192,
    )
