"""An endpoint that says byte for byte what a test wants, and a relay that asks it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from genkan.providers import Connections, Endpoint, Limits, Relay, Timeouts

Say = Callable[[asyncio.StreamWriter], Awaitable[None]]
DOCUMENT = b'{"choices": [{"index": 0, "message": {"content": "x"}, "finish_reason": "stop"}]}'
OTHER = DOCUMENT.replace(b'"x"', b'"y"')
LENGTH = b"content-length: %d\r\n"
TIMEOUTS = Timeouts(connect=2.0, first_token=5.0, between_tokens=0.4, whole=10.0, closing=0.5)
LIMITS = Limits(event=20_000, answer=3_000_000, report=5_000)


@dataclass
class RawEndpoint:
    """Answers the requests in turn with ``says``, the last of them again and again."""

    says: list[Say]
    address: str = ""
    connections: int = 0
    ended: int = 0
    requests: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        try:
            while not writer.is_closing():
                self.requests.append(await _request(reader))
                await self.says[min(len(self.requests), len(self.says)) - 1](writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.ended += 1
            writer.close()

    def relay(self, connections: Connections) -> Relay:
        """Asks with little patience."""
        return Relay(connections, timeouts=TIMEOUTS, limits=LIMITS)


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return head + await reader.readexactly(length)


def saying(*pieces: bytes, close: bool = False, pause: float = 0.0) -> Say:
    """Write these pieces, each by itself."""

    async def say(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        if close:
            writer.close()

    return say


def answer(document: bytes = DOCUMENT, *, headers: bytes = b"", version: bytes = b"1.1") -> bytes:
    """A whole response."""
    return b"HTTP/%s 200 OK\r\n%s" % (version, headers) + LENGTH % len(document) + b"\r\n" + document


def chunked(*pieces: bytes, end: bool = True) -> bytes:
    """Pieces of a body in chunks."""
    framed = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return framed + (b"0\r\n\r\n" if end else b"")


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    """The connections of one process."""
    made = Connections()
    yield made
    made.close()
    await asyncio.sleep(0)


Start = Callable[..., Awaitable[RawEndpoint]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Start an endpoint on a port of its own."""
    servers: list[asyncio.Server] = []

    async def begin(*says: Say) -> RawEndpoint:
        endpoint = RawEndpoint(list(says))
        server = await asyncio.start_server(endpoint.serve, "127.0.0.1", 0)
        servers.append(server)
        endpoint.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        return endpoint

    yield begin
    for server in servers:
        server.close()


async def whole(relay: Relay, endpoint: RawEndpoint) -> bytes:
    """Ask once and take the whole answer."""
    relayed = await relay.open(Endpoint(endpoint.address), b"{}")
    try:
        return (await relayed.whole())[0]
    finally:
        relayed.close()


async def streamed(relay: Relay, endpoint: RawEndpoint, *, pause: float = 0.0) -> list[bytes]:
    """Ask once and take the chunks of a stream, the first of them after a pause."""
    relayed = await relay.open(Endpoint(endpoint.address), b"{}")
    taken: list[bytes] = []
    try:
        while chunks := await relayed.next():
            taken += [data for data, _ in chunks]
            if len(taken) == len(chunks):
                await asyncio.sleep(pause)
        return taken
    finally:
        relayed.close()
