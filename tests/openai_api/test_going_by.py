"""Words that go to the program at once, without a step of the call's task: real programs, slow and fast."""

import asyncio
import json

import pytest
from aiohttp import ClientSession, web

from genkan.catalogue import Answer as Fact
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome
from genkan.openai_api.begun import begin
from genkan.openai_api.exchange import Exchange, Message
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import USAGE, chunk, send
from tests.openai_api.endpoints import begin as begin_stream

QUESTION = [{"role": "user", "content": "質問"}]
REQUEST = {"model": "small", "messages": QUESTION, "stream": True}
LONG = "語" * 10_000
MANY = 550


async def paced(request: web.Request) -> web.StreamResponse:
    """Thirty numbered words, one after another."""
    response = await begin_stream(request)
    for number in range(30):
        await send(response, chunk({"content": f"{number} "}))
        await asyncio.sleep(0.01)
    await send(response, chunk({}, "stop"), {**chunk({}), "choices": [], "usage": USAGE})
    await response.write(b"data: [DONE]\n\n")
    return response


@pytest.fixture
def went_by(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was sent at once."""
    sent: list[bytes] = []
    send_at_once = Exchange.send_at_once

    def remember(exchange: Exchange, data: bytes, _said: object = None) -> bool:
        taken = send_at_once(exchange, data)
        sent.extend([data] if taken else [])
        return taken

    monkeypatch.setattr(Exchange, "send_at_once", remember)
    return sent


async def stalled(written: list[int]) -> int:
    """How many were written when, for a second, no more were."""
    async with asyncio.timeout(30):
        before = -1
        while before != len(written):
            before = len(written)
            await asyncio.sleep(1.0)
    return before


async def test_words_go_by_at_once_in_their_order_and_are_metered(api: Api, went_by: list[bytes]) -> None:
    await api.connect(paced)
    client = await api.client()
    stream = await client.chat.completions.create(**REQUEST)
    chunks = [piece async for piece in stream]
    text = "".join(piece.choices[0].delta.content or "" for piece in chunks)
    assert text == "".join(f"{number} " for number in range(30))
    assert all(piece.choices for piece in chunks)  # the usage was not asked for
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"]) == (Outcome.COMPLETED, len(text))
    assert (row["output_tokens"], row["tokens_reported"]) == (USAGE["completion_tokens"], True)
    assert len(went_by) > 15


async def test_words_of_a_response_go_by_at_once_as_its_own_events(api: Api, went_by: list[bytes]) -> None:
    await api.connect(paced)
    client = await api.client()
    stream = await client.responses.create(model="small", input="質問", stream=True)
    events = [event async for event in stream]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert text == "".join(f"{number} " for number in range(30))
    last = events[-1]
    assert last.type == "response.completed" and last.response.output_text == text
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"]) == (Outcome.COMPLETED, len(text))
    assert len(went_by) > 15


async def test_an_answer_with_masked_words_does_not_go_by(api: Api, went_by: list[bytes]) -> None:
    await api.connect(paced, ceiling=InformationClass.ONE, vendor_logging=Fact.YES)
    client = await api.client()
    question = [{"role": "user", "content": "連絡先は03-1234-5678です。"}]
    stream = await client.chat.completions.create(**{**REQUEST, "messages": question})
    text = "".join([piece.choices[0].delta.content or "" async for piece in stream])
    assert text == "".join(f"{number} " for number in range(30))
    assert [row["decision"] for row in await api.rows()] == ["masked"]
    assert went_by == []


async def test_a_slow_program_holds_the_endpoint_back_and_gets_every_word(
    api: Api, went_by: list[bytes]
) -> None:
    written: list[int] = []

    async def torrent(request: web.Request) -> web.StreamResponse:
        response = await begin_stream(request)
        for number in range(MANY):
            await send(response, chunk({"content": f"{number}:{LONG}"}))
            await asyncio.sleep(0.01 if number < 10 else 0)
            written.append(number)
        await send(response, chunk({}, "stop"))
        await response.write(b"data: [DONE]\n\n")
        return response

    await api.connect(torrent)
    _, secret = await api.issue()
    await api.known()
    headers = {"Authorization": f"Bearer {secret}"}
    async with (
        ClientSession(headers=headers, read_bufsize=2**14) as session,
        session.post(f"{api.url}/chat/completions", json=REQUEST) as response,
    ):
        assert await stalled(written) < MANY  # the program reads nothing
        events = (await response.read()).split(b"\n\n")
    words = [json.loads(event[6:])["choices"][0]["delta"].get("content", "") for event in events[:-2]]
    assert words == [*(f"{number}:{LONG}" for number in range(MANY)), ""]
    assert events[-2:] == [b"data: [DONE]", b""]
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"]) == (Outcome.COMPLETED, sum(map(len, words)))
    assert went_by


async def test_a_program_that_vanishes_while_it_is_slow_ends_the_call(api: Api) -> None:
    ended = asyncio.Event()

    async def torrent(request: web.Request) -> web.StreamResponse:
        response = await begin_stream(request)
        try:
            while True:
                await send(response, chunk({"content": LONG}))
        finally:
            ended.set()

    await api.connect(torrent)
    _, secret = await api.issue()
    await api.known()
    headers = {"Authorization": f"Bearer {secret}"}
    async with ClientSession(headers=headers, read_bufsize=2**14) as session:
        response = await session.post(f"{api.url}/chat/completions", json=REQUEST)
        await asyncio.sleep(0.5)
        response.close()
    async with asyncio.timeout(5):
        await ended.wait()
        while not (rows := await api.rows()):
            await asyncio.sleep(0.05)
    assert rows[0]["outcome"] == Outcome.STOPPED
    assert api.house.gateway.programs.entrance.in_flight == 0


async def test_nothing_is_sent_at_once_while_earlier_words_wait() -> None:
    sent: list[bytes] = []
    gate = asyncio.Event()

    async def slow(message: Message) -> None:
        await gate.wait()
        sent.append(message["body"])

    async def receive() -> Message:
        return {}

    exchange = Exchange({"method": "POST", "path": "/", "headers": []}, receive, slow)
    assert exchange.send_at_once(b"one")
    assert not exchange.send_at_once(b"two")
    sending = asyncio.create_task(exchange.send_events(b"two"))
    await asyncio.sleep(0.01)
    assert sent == []
    gate.set()
    await sending
    assert exchange.send_at_once(b"three")
    await exchange.end_events(b"end")
    assert sent == [b"one", b"two", b"three", b"end"]


async def test_what_is_begun_is_finished_by_whoever_awaits_it() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def through(name: str) -> None:
        await gate.wait()
        await asyncio.sleep(0)
        done.append(name)

    one, other = begin(through("one")), begin(through("other"))
    assert one is not None and other is not None and done == []
    asyncio.get_running_loop().call_soon(gate.set)
    await one
    await other
    assert done == ["one", "other"]
    assert begin(through("three")) is not None
    gate.set()


async def test_what_never_waits_is_done_when_it_is_begun() -> None:
    done: list[int] = []

    async def at_once() -> None:
        done.append(1)

    async def failing() -> None:
        raise LookupError

    assert begin(at_once()) is None and done == [1]
    with pytest.raises(LookupError):
        begin(failing())


async def test_a_cancellation_ends_what_was_begun() -> None:
    ended: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    begun = begin(endless())
    assert begun is not None
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await begun
    assert ended == ["ended"]
