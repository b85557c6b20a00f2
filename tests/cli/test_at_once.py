"""Pieces of a response that are written at once, between those that are sent, by the real protocol of the server."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from genkan.cli.at_once import EXTENSION, WHOLE_EXTENSION
from genkan.cli.patient_protocol import PatientProtocol

Send = Callable[[dict[str, Any]], Awaitable[None]]
Answer = Callable[[Callable[[bytes], bool], Send], Awaitable[None]]
Serve = Callable[[Answer], Awaitable[int]]
GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a server whose responses are written by a function; gives its port."""
    running: list[tuple[uvicorn.Server, asyncio.Task[None]]] = []

    async def start(answer: Answer) -> int:
        async def application(scope: dict[str, Any], _receive: object, send: Send) -> None:
            extension = WHOLE_EXTENSION if scope["path"] == "/whole" else EXTENSION
            await answer(scope["extensions"][extension], send)

        listening = socket.create_server(("127.0.0.1", 0))
        configuration = uvicorn.Config(
            application,
            http=PatientProtocol,
            lifespan="off",
            access_log=False,
            log_level="critical",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(configuration)
        running.append((server, asyncio.create_task(server.serve(sockets=[listening]))))
        while not server.started:
            await asyncio.sleep(0.01)
        return listening.getsockname()[1]

    yield start
    for server, serving in running:
        server.should_exit = True
        await serving


async def begin(send: Send, *headers: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(headers)})


async def body(send: Send, piece: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": more})


async def said(port: int, *requests: bytes) -> bytes:
    """Everything that the server says until it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"".join(requests))
    async with asyncio.timeout(10):
        told = await reader.read()
    writer.close()
    return told


def pieces(told: bytes) -> list[bytes]:
    """The chunks of a body."""
    chunks = told.partition(b"\r\n\r\n")[2].split(b"\r\n")
    return [
        part for size, part in zip(chunks[::2], chunks[1::2], strict=False) if int(size, 16) == len(part)
    ][:-1]


async def test_pieces_come_in_their_order(serve: Serve) -> None:
    async def answer(write: Callable[[bytes], bool], send: Send) -> None:
        assert not write(b"before the head")
        await begin(send)
        await body(send, b"one")
        assert write(b"two") and write("三".encode())
        assert not write(b"")
        await body(send, b"four")
        assert write(b"five")
        await body(send, b"", more=False)
        assert not write(b"after the end")

    told = await said(await serve(answer), LAST)
    assert pieces(told) == [b"one", b"two", "三".encode(), b"four", b"five"]


async def test_a_whole_response_is_written_at_once_on_a_connection_that_is_kept(serve: Serve) -> None:
    numbers = iter(range(4))
    written: list[bool] = []

    async def answer(write: Callable[..., bool], send: Send) -> None:
        number = str(next(numbers)).encode()
        await asyncio.sleep(0.05)  # the next request has come by now
        assert not write(200, [(b"x-number", b"1\r\nx-other: 2")], b"")  # no header may begin another
        written.append(write(201, [(b"x-number", number)], b"body " + number))
        if written[-1]:
            assert not write(200, [], b"a second one")
        else:
            await begin(send, (b"content-length", b"4"))
            assert not write(200, [], b"behind a head")
            await body(send, b"sent", more=False)

    kept = b"GET /whole HTTP/1.1\r\nhost: a\r\n\r\n"
    head, last = kept.replace(b"GET", b"HEAD"), kept.replace(b"host: a", b"host: a\r\nconnection: close")
    told = await said(await serve(answer), kept, kept, head, last)
    assert written == [True, True, False, False]
    one, two, three, four = told.split(b"HTTP/1.1 ")[1:]
    for number, response in enumerate((one, two)):
        begins, _, behind = response.partition(b"\r\n\r\n")
        assert begins.startswith(b"201 Created\r\n") and b"content-length: 6" in begins.split(b"\r\n")
        assert b"x-number: %d" % number in begins and behind == b"body %d" % number
    assert three.endswith(b"\r\n\r\n") and four.endswith(b"\r\n\r\nsent")


async def test_a_response_of_known_length_is_not_written_at_once(serve: Serve) -> None:
    async def answer(write: Callable[[bytes], bool], send: Send) -> None:
        await begin(send, (b"content-length", b"3"))
        assert not write(b"one")
        await body(send, b"two", more=False)

    assert (await said(await serve(answer), LAST)).endswith(b"\r\n\r\ntwo")


async def test_each_request_on_a_connection_writes_its_own_response(serve: Serve) -> None:
    numbers = iter(range(3))

    async def answer(write: Callable[[bytes], bool], send: Send) -> None:
        number = str(next(numbers)).encode()
        await begin(send)
        await asyncio.sleep(0.05)  # the next request has come by now
        assert write(number)
        await body(send, b"end", more=False)

    told = await said(await serve(answer), GET, GET, LAST)
    assert [pieces(part) for part in told.split(b"HTTP/1.1 200 OK")[1:]] == [
        [str(number).encode(), b"end"] for number in range(3)
    ]


async def test_nothing_is_written_to_who_has_left_or_takes_nothing(serve: Serve) -> None:
    refused = asyncio.Event()

    async def answer(write: Callable[[bytes], bool], send: Send) -> None:
        await begin(send)
        while write(b"x" * 10_000):
            await asyncio.sleep(0)
        refused.set()
        with suppress(asyncio.CancelledError):
            await body(send, b"", more=False)

    port = await serve(answer)
    for leaves in (True, False):
        refused.clear()
        _reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1000)
        writer.write(GET)
        if leaves:
            writer.transport.abort()
        async with asyncio.timeout(10):
            await refused.wait()
        writer.transport.abort()
