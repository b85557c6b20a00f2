"""Words that go by at once: which do, and that nothing is lost, doubled or passed on too late."""

import asyncio
import json
from collections.abc import Callable

import pytest

from genkan.providers import Connections, Endpoint, EndpointTimedOut, Relayed, Said, StreamBroken
from tests.providers.wire.conftest import RawEndpoint, Start, chunked, saying

EVENTS = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
DELTA = b'{"choices": [{"index": 0, "delta": {"content": "%s"}, "finish_reason": %s}]}'
FIRST, ONE, TWO = (DELTA % (word, b"null") for word in (b"first", b"one", b"two"))
LAST = DELTA % (b"", b'"stop"')
PAUSE = 0.02


def event(document: bytes) -> bytes:
    return b"data: " + document + b"\n\n"


def word_of(part: bytes) -> str:
    return json.loads(part.partition(b"data: ")[2])["choices"][0]["delta"]["content"]


def words_of(said: Said) -> str:
    """What was said, one event after another."""
    if isinstance(said, str):
        return said
    choices = [choice for document in said for choice in document.choices or ()]
    return "".join(choice.delta.content or "" for choice in choices if choice.delta)


END = event(LAST) + event(b"[DONE]")
NOT_UTF8 = b'{"choices": [{"delta": {"content": "x"}}], "other": "\xff"}'
TWO_CHOICES = b'{"choices": [{"index": 0, "delta": {}}, {"index": 1, "delta": {"content": "x"}}]}'
USAGE = b'{"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2}}'
ERROR = b'{"choices": [{"delta": {"content": "x"}}], "error": {"message": "no"}}'


async def heard(
    start: Start, connections: Connections, *bodies: bytes, takes: Callable[[int], bool] = lambda _: True
) -> tuple[list[bytes], list[bytes]]:
    """What went by and what was given, of an answer whose body comes in these pieces after its first word."""
    opening = EVENTS + chunked(event(FIRST), end=False)
    endpoint = await start(saying(opening, *(chunked(body, end=False) for body in bodies), pause=PAUSE))
    relayed = await opened(connections, endpoint)
    went_by: list[bytes] = []

    def take(events: bytes, said: Said) -> bool:
        assert words_of(said) == "".join(word_of(part) for part in events.split(b"\n\n")[:-1])
        if takes(len(went_by)):
            went_by.append(events)
            return True
        return False

    given: list[bytes] = []
    try:
        while chunks := await relayed.next(take if given else None):
            given += [data for data, _ in chunks]
    finally:
        relayed.close()
    assert given.pop(0) == FIRST
    return went_by, given


async def opened(connections: Connections, endpoint: RawEndpoint) -> Relayed:
    return await endpoint.relay(connections).open(Endpoint(endpoint.address), b"{}")


# (the pieces of the body, what goes by at once, what is given as ever)
PIECES = [
    ([event(ONE), event(TWO), END], [event(ONE), event(TWO)], [LAST]),
    ([event(ONE) + event(TWO), END], [event(ONE) + event(TWO)], [LAST]),
    ([event(ONE)[:30], event(ONE)[30:], END], [], [ONE, LAST]),  # half an event
    ([event(ONE)[:30], event(ONE)[30:], event(TWO), END], [event(TWO)], [ONE, LAST]),
    ([event(ONE) + event(TWO)[:-1], b"\n", END], [], [ONE, TWO, LAST]),
    ([event(ONE).replace(b"\n", b"\r\n"), event(TWO), END], [event(TWO)], [ONE, LAST]),
    ([b": a comment\n\n", event(ONE), END], [event(ONE)], [LAST]),
    ([b"id: 1\n" + event(ONE), END], [], [ONE, LAST]),
    ([event(ONE).replace(b", ", b",\ndata: "), END], [], [ONE, LAST]),  # one event of several lines
    ([event(TWO_CHOICES), END], [], [TWO_CHOICES, LAST]),
    ([event(USAGE), event(ONE), END], [event(ONE)], [USAGE, LAST]),
    ([event(ONE) + END], [], [ONE, LAST]),
    ([event(LAST), event(ONE), event(b"[DONE]")], [], [LAST, ONE]),  # a word behind the reason
]


@pytest.mark.parametrize(("pieces", "went_by", "given"), PIECES)
async def test_only_whole_plain_words_go_by(
    start: Start, connections: Connections, pieces: list[bytes], went_by: list[bytes], given: list[bytes]
) -> None:
    assert await heard(start, connections, *pieces) == (went_by, given)


async def test_what_is_not_taken_is_given_in_its_place(start: Start, connections: Connections) -> None:
    pieces = [event(ONE), event(TWO), event(ONE), event(TWO), END]
    found = await heard(start, connections, *pieces, takes=lambda taken: taken < 2)
    assert found == ([event(ONE), event(TWO)], [ONE, TWO, LAST])


@pytest.mark.parametrize("broken", [NOT_UTF8, ERROR, b"{", b'{"choices": null}', b"\xff", b"[]"])
async def test_what_is_wrong_does_not_go_by(start: Start, connections: Connections, broken: bytes) -> None:
    with pytest.raises(StreamBroken):
        await heard(start, connections, event(ONE), event(broken), END)


async def test_silence_after_words_that_went_by_is_given_up(start: Start, connections: Connections) -> None:
    async def words_then_nothing(writer: asyncio.StreamWriter) -> None:
        writer.write(EVENTS)
        for _ in range(12):  # longer than the patience between two of them
            writer.write(chunked(event(ONE), end=False))
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)

    relayed = await opened(connections, await start(words_then_nothing))
    went_by: list[bytes] = []
    await relayed.next()
    with pytest.raises(EndpointTimedOut) as silence:
        await relayed.next(lambda events, _said: went_by.append(events) is None)
    relayed.close()
    assert (silence.value.details["phase"], len(went_by)) == ("between_tokens", 11)


async def test_nothing_goes_by_once_the_reader_is_cancelled(start: Start, connections: Connections) -> None:
    endpoint = await start(saying(EVENTS, *[chunked(event(ONE), end=False)] * 100, pause=PAUSE))
    relayed = await opened(connections, endpoint)
    await relayed.next()
    went_by: list[bytes] = []
    reading: asyncio.Task[object]

    def take(events: bytes, _said: Said) -> bool:
        went_by.append(events)
        reading.cancel()
        return True

    reading = asyncio.create_task(relayed.next(take))
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.sleep(5 * PAUSE)
    relayed.close()
    assert went_by == [event(ONE)]


async def test_what_the_taker_raises_is_raised_to_the_reader(start: Start, connections: Connections) -> None:
    def take(_events: bytes, _said: Said) -> bool:
        raise LookupError("no more")

    endpoint = await start(saying(EVENTS, *[chunked(event(ONE), end=False)] * 100, pause=PAUSE))
    relayed = await opened(connections, endpoint)
    await relayed.next()
    with pytest.raises(LookupError, match="no more"):
        await relayed.next(take)
    relayed.close()
    async with asyncio.timeout(1):
        while not endpoint.ended:
            await asyncio.sleep(PAUSE)


async def test_words_of_the_next_answer_never_go_to_the_program_before(
    start: Start, connections: Connections
) -> None:
    """The connection is kept where a response is whole, also where the answer in it broke off."""
    without_reason = saying(EVENTS + chunked(event(FIRST), end=False), b"0\r\n\r\n", pause=PAUSE)
    whole = saying(EVENTS + chunked(event(ONE), end=False), chunked(END), pause=PAUSE)
    endpoint = await start(without_reason, whole)
    before: list[bytes] = []
    relayed = await opened(connections, endpoint)
    await relayed.next()
    with pytest.raises(StreamBroken):
        await relayed.next(lambda events, _said: before.append(events) is None)
    relayed.close()

    after = await opened(connections, endpoint)
    assert [data for data, _ in await after.next()] == [ONE]
    assert [data for data, _ in await after.next()] == [LAST]
    after.close()
    assert (endpoint.connections, before) == (1, [])
