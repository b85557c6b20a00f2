"""What holds for every provider."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import aiohttp
import pytest

from genkan.catalogue import SPOKEN_PROTOCOLS
from genkan.providers import Endpoint, Finished, Provider, TextDelta, UsageReport, providers
from genkan.providers.replay import Recorder
from tests.providers.conftest import QUICK, ModelServer, asked, collect
from tests.providers.streams import WHOLE, streaming

Speaking = tuple[Provider, Endpoint]


@pytest.fixture(params=["openai_chat", "extract", "replay"])
async def speaking(
    request: pytest.FixtureRequest, model_server: ModelServer, session: aiohttp.ClientSession, tmp_path: Path
) -> AsyncIterator[Speaking]:
    """Each provider with an endpoint that answers the usual question."""
    known = providers(session, timeouts=QUICK, extract_pause=0)
    model_server.behaviour = streaming(WHOLE, pause=0.01)
    if request.param == "replay":
        await collect(Recorder(known["extract"], folder=tmp_path).speak(Endpoint(""), asked()))
    address = {"openai_chat": model_server.address, "extract": "", "replay": tmp_path.as_uri()}[request.param]
    yield known[request.param], Endpoint(address)


def test_every_spoken_protocol_of_the_catalogue_has_a_provider_and_no_other(
    session: aiohttp.ClientSession,
) -> None:
    assert set(providers(session)) == {str(protocol) for protocol in SPOKEN_PROTOCOLS}


async def test_an_answer_ends_with_finished_and_only_once(speaking: Speaking) -> None:
    provider, endpoint = speaking
    events = await collect(provider.speak(endpoint, asked()))

    assert [event for event in events if isinstance(event, Finished)] == [Finished("stop")]
    assert isinstance(events[-1], Finished)


async def test_usage_comes_at_most_once_and_after_the_text(speaking: Speaking) -> None:
    provider, endpoint = speaking
    kinds = [type(event) for event in await collect(provider.speak(endpoint, asked()))]

    assert kinds.count(UsageReport) <= 1
    assert UsageReport not in kinds or kinds.index(UsageReport) == len(kinds) - 2


async def test_no_piece_of_text_is_empty_and_together_they_say_something(speaking: Speaking) -> None:
    provider, endpoint = speaking
    texts = [
        event.text
        for event in await collect(provider.speak(endpoint, asked()))
        if isinstance(event, TextDelta)
    ]

    assert all(texts)
    assert "".join(texts).strip()


async def test_it_is_a_generator_that_can_be_closed_half_way(speaking: Speaking) -> None:
    provider, endpoint = speaking
    events = provider.speak(endpoint, asked())
    assert inspect.isasyncgen(events)
    async with aclosing(events):
        first = await anext(events)

    assert isinstance(first, TextDelta)
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_nothing_is_asked_before_the_first_event_is_wanted(
    speaking: Speaking, model_server: ModelServer
) -> None:
    provider, endpoint = speaking
    await provider.speak(endpoint, asked()).aclose()

    assert model_server.bodies == []


async def test_cancelling_the_listener_ends_the_answer(speaking: Speaking) -> None:
    provider, endpoint = speaking
    task = asyncio.create_task(collect(provider.speak(endpoint, asked())))
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_many_answers_at_once_do_not_mix(speaking: Speaking) -> None:
    provider, endpoint = speaking
    answers = await asyncio.gather(*(collect(provider.speak(endpoint, asked())) for _ in range(20)))
    texts = {"".join(event.text for event in answer if isinstance(event, TextDelta)) for answer in answers}

    assert len(texts) == 1
