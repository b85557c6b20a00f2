"""Programs that are slow, silent, half gone or many: none of them costs more than its connection."""

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest

from genkan.gateway import Outcome
from tests.crash.conftest import free_port
from tests.crash.endpoint import FLOOD, HOLD, QUICK, CountingEndpoint
from tests.crash.installation import Installation, Server
from tests.crash.program import Program

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

DRIPPING = 8
HEAD_SECONDS, BODY_SECONDS, TAKING_SECONDS = 2.0, 2.0, 6.0
IMPATIENT = f"""
import genkan.cli.patient_protocol as protocol
import genkan.openai_api.exchange as exchange
protocol.HEAD_SECONDS, protocol.TAKING_SECONDS = {HEAD_SECONDS}, {TAKING_SECONDS}
exchange.LONGEST_READING_SECONDS = {BODY_SECONDS}
from genkan.cli import main
main()
"""


@pytest.fixture
async def server(on_sqlite: Installation) -> AsyncIterator[Server]:
    """A server whose patience ends after seconds instead of a minute, and who writes every row when it ends."""
    started = on_sqlite.start(free_port(), program=IMPATIENT)
    await started.ready()
    yield started
    await started.end(signal.SIGTERM)
    assert "Traceback" not in started.log.read_text()


async def connect(server: Server, *, buffer: int = 0) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection of its own, with a small window where ``buffer`` is given."""
    address = socket.socket()
    if buffer:
        address.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    address.setblocking(False)
    port = int(server.url.rpartition(":")[2].partition("/")[0])
    await asyncio.get_running_loop().sock_connect(address, ("127.0.0.1", port))
    return await asyncio.open_connection(sock=address, limit=1024)


def request(key: str, way: str, *, stream: bool = True, length: int | None = None) -> bytes:
    """A whole request, or one that promises a body of another length."""
    body = json.dumps(
        {"model": "wide", "messages": [{"role": "user", "content": way}], "stream": stream}
    ).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n"
        f"content-type: application/json\r\ncontent-length: {length or len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def most_megabytes(server: Server, endpoint: CountingEndpoint) -> float:
    """The most memory that the server took until no call was under way, however long the machine takes for that."""
    most = 0.0
    async with asyncio.timeout(10 * TAKING_SECONDS):
        while endpoint.open:
            most = max(most, server.megabytes())
            await asyncio.sleep(0.05)
    return most


async def test_programs_that_read_a_byte_a_second_fill_no_memory_and_do_not_stay(
    on_sqlite: Installation, server: Server, endpoint: CountingEndpoint
) -> None:
    before = server.megabytes()

    async def drip() -> None:
        reader, writer = await connect(server, buffer=4096)
        writer.write(request(on_sqlite.key, FLOOD))
        try:
            while await reader.read(1):
                await asyncio.sleep(1)
        finally:
            writer.transport.abort()
            with suppress(ConnectionError):
                await writer.wait_closed()

    dripping = [asyncio.create_task(drip()) for _ in range(DRIPPING)]
    await endpoint.wait_for(DRIPPING)
    most = await most_megabytes(server, endpoint)
    assert most - before < 3 * DRIPPING, "endpoints were not paused"
    assert endpoint.answered == 0
    for each in dripping:
        each.cancel()
    await asyncio.gather(*dripping, return_exceptions=True)
    await server.end(signal.SIGTERM)
    assert await on_sqlite.outcomes() == {Outcome.STOPPED: DRIPPING}


async def test_a_body_that_comes_a_byte_at_a_time_is_not_waited_for(
    on_sqlite: Installation, server: Server, endpoint: CountingEndpoint
) -> None:
    reader, writer = await connect(server)
    writer.write(request(on_sqlite.key, QUICK, length=10_000))

    async def drip() -> None:
        while True:
            writer.write(b" ")
            await asyncio.sleep(0.2)

    dripping = asyncio.create_task(drip())
    async with asyncio.timeout(BODY_SECONDS + 3):
        assert (await reader.readline()).split()[1] == b"408"
    dripping.cancel()
    writer.close()
    assert endpoint.received == 0


@pytest.mark.parametrize("beginning", [b"", b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n"])
async def test_a_head_that_does_not_come_is_not_waited_for(server: Server, beginning: bytes) -> None:
    reader, writer = await connect(server)
    writer.write(beginning)
    async with asyncio.timeout(HEAD_SECONDS + 3):
        with suppress(ConnectionError):
            assert await reader.read() == b""
    writer.close()


async def test_a_head_without_end_is_cut(server: Server) -> None:
    _, writer = await connect(server)
    writer.write(b"GET /v1/models HTTP/1.1\r\n")
    with pytest.raises(ConnectionError):
        for number in range(200):
            writer.write(b"x-%d: %s\r\n" % (number, b"a" * 1000))
            await writer.drain()
            await asyncio.sleep(0.005)
    writer.close()


async def test_a_program_that_half_closes_has_left(
    on_sqlite: Installation, server: Server, endpoint: CountingEndpoint
) -> None:
    reader, writer = await connect(server)
    writer.write(request(on_sqlite.key, HOLD))
    await reader.readuntil(b"data: ")
    writer.write_eof()
    async with asyncio.timeout(5):
        await endpoint.wait_for(0)
    writer.close()
    await server.end(signal.SIGTERM)
    assert await on_sqlite.outcomes() == {Outcome.STOPPED: 1}


async def test_many_connections_and_large_bodies_at_once_are_served(
    on_sqlite: Installation,
    server: Server,
    endpoint: CountingEndpoint,
    program: Callable[[Installation], Program],
) -> None:
    asking = program(on_sqlite)
    calls = [asking.ask(server.url, QUICK, stream=number % 2 == 0) for number in range(256)]
    assert all(each.whole for each in await asyncio.gather(*calls))
    large = "あ" * (19 * 1024 * 1024 // 3)
    whole, refused = await asyncio.gather(asking.ask(server.url, large), asking.ask(server.url, large * 2))
    assert refused.error in {"request_too_large", "connection"}
    assert whole.whole or whole.status in {400, 403, 413, 503}, whole
    assert (await asking.ask(server.url, QUICK)).whole
    assert endpoint.open == 0
