"""A connection is kept between answers exactly where it can carry another, and never one answer into the next."""

import asyncio

import pytest

from genkan.providers import Connections, Endpoint, EndpointTimedOut, EndpointUnreachable, Relay, Timeouts
from genkan.providers import relay as relaying
from genkan.providers.wire import connections as keeping
from tests.providers.wire.conftest import DOCUMENT, OTHER, Start, answer, chunked, saying, streamed, whole

EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
WORD = b'data: {"choices": [{"index": 0, "delta": {"content": "x"}, "finish_reason": null}]}\n\n'
LAST = b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'
DONE = b"data: [DONE]\n\n"
MOMENT = 0.05


async def test_one_connection_carries_one_answer_after_another(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(answer()))
    relay = endpoint.relay(connections)
    for _ in range(20):
        assert await whole(relay, endpoint) == DOCUMENT
    assert (endpoint.connections, len(endpoint.requests)) == (1, 20)


@pytest.mark.parametrize("headers", [b"connection: close\r\n", b""])
async def test_a_connection_that_the_endpoint_closed_is_replaced_silently(
    start: Start, connections: Connections, headers: bytes
) -> None:
    endpoint = await start(saying(answer(headers=headers), close=True))
    relay = endpoint.relay(connections)
    for _ in range(5):
        assert await whole(relay, endpoint) == DOCUMENT
        await asyncio.sleep(MOMENT)
    assert (endpoint.connections, len(endpoint.requests)) == (5, 5)


async def test_a_connection_that_is_closed_as_the_request_comes_is_replaced_once(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(answer()), saying(close=True), saying(answer(OTHER)))
    relay = endpoint.relay(connections)
    assert await whole(relay, endpoint) == DOCUMENT
    assert await whole(relay, endpoint) == OTHER
    assert (endpoint.connections, len(endpoint.requests)) == (2, 3)


async def test_an_endpoint_that_closes_every_connection_is_not_asked_forever(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(close=True))
    with pytest.raises(EndpointUnreachable):
        await whole(endpoint.relay(connections), endpoint)
    assert len(endpoint.requests) == 1


async def test_a_second_response_at_once_is_not_part_of_the_answer(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(answer() + answer(OTHER)), saying(answer()))
    relay = endpoint.relay(connections)
    assert await whole(relay, endpoint) == DOCUMENT
    assert await whole(relay, endpoint) == DOCUMENT
    assert endpoint.connections == 2


async def test_a_late_second_response_is_not_the_answer_to_the_next_request(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(answer(), answer(OTHER), pause=MOMENT), saying(answer()))
    relay = endpoint.relay(connections)
    assert await whole(relay, endpoint) == DOCUMENT
    await asyncio.sleep(3 * MOMENT)
    assert await whole(relay, endpoint) == DOCUMENT
    assert endpoint.connections == 2


async def test_data_behind_a_closing_response_does_not_spoil_it(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(answer(headers=b"connection: close\r\n") + b"more"))
    assert await whole(endpoint.relay(connections), endpoint) == DOCUMENT


async def test_a_stream_whose_end_comes_a_little_later_keeps_its_connection(
    start: Start, connections: Connections
) -> None:
    end = b"0\r\n\r\n"
    endpoint = await start(saying(EVENTS, chunked(WORD, LAST, DONE, end=False), end, pause=MOMENT))
    relay = endpoint.relay(connections)
    for _ in range(3):
        assert len(await streamed(relay, endpoint)) == 2
        await asyncio.sleep(3 * MOMENT)
    assert endpoint.connections == 1


async def test_a_body_that_goes_on_after_the_end_of_the_answer_is_cut(
    start: Start, connections: Connections
) -> None:
    async def forever(writer: asyncio.StreamWriter) -> None:
        writer.write(EVENTS + chunked(WORD, LAST, DONE, end=False))
        while True:
            writer.write(chunked(b": and more\n\n", end=False))
            await writer.drain()
            await asyncio.sleep(0.01)

    endpoint = await start(forever)
    relay = endpoint.relay(connections)
    async with asyncio.timeout(0.3):
        assert len(await streamed(relay, endpoint)) == 2
    async with asyncio.timeout(2):
        while not endpoint.ended:
            await asyncio.sleep(0.01)


async def test_an_answer_that_is_left_half_way_ends_at_the_endpoint(
    start: Start, connections: Connections
) -> None:
    endpoint = await start(saying(EVENTS, *[chunked(WORD, end=False)] * 200, pause=0.01))
    asking = asyncio.create_task(streamed(endpoint.relay(connections), endpoint))
    await asyncio.sleep(0.1)
    asking.cancel()
    async with asyncio.timeout(1):
        while not endpoint.ended:
            await asyncio.sleep(0.01)


async def test_a_reader_that_takes_its_time_pauses_the_endpoint_and_still_gets_everything(
    start: Start, connections: Connections
) -> None:
    word = WORD.replace(b'"x"', b'"%s"' % (b"x" * 10_000))
    endpoint = await start(saying(EVENTS, *[chunked(word, end=False)] * 250, chunked(LAST, DONE)))
    chunks = await streamed(endpoint.relay(connections), endpoint, pause=1.0)
    assert len(chunks) == 251


async def test_a_connection_that_nobody_uses_again_is_closed_in_time(
    start: Start, connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_KEEP_ALIVE_SECONDS", MOMENT)
    left, used = await start(saying(answer())), await start(saying(answer()))
    relay = left.relay(connections)
    await whole(relay, left)
    async with asyncio.timeout(5):
        while not left.ended:
            await whole(relay, used)
    assert (left.connections, left.ended) == (1, 1)
    async with asyncio.timeout(5):
        while used.ended < used.connections:
            await asyncio.sleep(MOMENT)
    assert not connections._idle
    assert connections._sweeping is None


async def test_each_answer_on_a_connection_has_a_patience_of_its_own(
    start: Start, connections: Connections
) -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        writer.write(answer(OTHER))

    endpoint = await start(saying(answer()), late, saying())
    relay = Relay(connections, timeouts=Timeouts(first_token=1.0))
    assert await whole(relay, endpoint) == DOCUMENT
    await asyncio.sleep(0.6)
    assert await whole(relay, endpoint) == OTHER  # the patience with the first answer would be over by now
    async with asyncio.timeout(10):
        with pytest.raises(EndpointTimedOut):
            await whole(relay, endpoint)
    assert endpoint.connections == 1


async def test_a_secret_that_was_changed_is_not_kept(start: Start, connections: Connections) -> None:
    endpoint = await start(saying(answer()))
    relay = endpoint.relay(connections)
    for secret in ("old-secret", "new-secret", "new-secret"):
        (await relay.open(Endpoint(endpoint.address, secret=secret), b"{}")).close()
    asked = [request.partition(b"Bearer ")[2].partition(b"\r")[0] for request in endpoint.requests]
    assert asked == [b"old-secret", b"new-secret", b"new-secret"]
    assert "old-secret" not in repr(relay._heads)
    assert "new-secret" in repr(relay._heads)


def test_no_more_heads_are_kept_than_there_may_be_endpoints(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "_MOST_HEADS", 3)
    relay = Relay(connections)
    for number in range(10):
        relay._head(Endpoint(f"http://127.0.0.1:{9000 + number}/v1"), None)
    assert [key[0] for key in relay._heads] == [
        f"http://127.0.0.1:{9000 + number}/v1" for number in (7, 8, 9)
    ]
