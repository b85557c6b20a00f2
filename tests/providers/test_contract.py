"""What holds for every provider."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from genkan.catalogue import SPOKEN_PROTOCOLS
from genkan.providers import (
    Endpoint,
    Finished,
    Provider,
    Session,
    SpeakRequest,
    TextDelta,
    UsageReport,
    providers,
)
from genkan.providers.replay import Recorder
from tests.providers.conftest import CALM, asked, collect
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import RULES
from tests.providers.streams import streaming
from tests.providers.strict import running


class Speaking(NamedTuple):
    """A provider, an endpoint that answers, and the usual question to it."""

    provider: Provider
    endpoint: Endpoint
    question: SpeakRequest
    bodies: list[dict[str, object]]


@pytest.fixture(params=[*PROTOCOLS, "extract", "replay"])
async def speaking(
    request: pytest.FixtureRequest, session: Session, tmp_path: Path
) -> AsyncIterator[Speaking]:
    """Each provider with an endpoint that answers the usual question."""
    known = providers(session, timeouts=CALM, extract_pause=0)
    provider = known[request.param]
    if request.param not in PROTOCOLS:
        await collect(Recorder(known["extract"], folder=tmp_path).speak(Endpoint(""), asked()))
        address = tmp_path.as_uri() if request.param == "replay" else ""
        yield Speaking(provider, Endpoint(address), asked(), [])
        return
    spoken = PROTOCOLS[request.param]
    async with running(RULES[request.param]) as server:
        server.behaviour = streaming(spoken.whole, content_type=spoken.content_type, pause=0.01)
        question = replace(asked(), model=spoken.model)
        yield Speaking(provider, spoken.endpoint(server.address), question, server.bodies)


def test_every_spoken_protocol_of_the_catalogue_has_a_provider_and_no_other(
    session: Session,
) -> None:
    assert set(providers(session)) == {str(protocol) for protocol in SPOKEN_PROTOCOLS}


async def test_an_answer_ends_with_finished_and_only_once(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    events = await collect(provider.speak(endpoint, question))

    assert [event for event in events if isinstance(event, Finished)] == [Finished("stop")]
    assert isinstance(events[-1], Finished)


async def test_usage_comes_at_most_once_and_after_the_text(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    kinds = [type(event) for event in await collect(provider.speak(endpoint, question))]

    assert kinds.count(UsageReport) <= 1
    assert UsageReport not in kinds or kinds.index(UsageReport) == len(kinds) - 2


async def test_no_piece_of_text_is_empty_and_together_they_say_something(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    texts = [
        event.text
        for event in await collect(provider.speak(endpoint, question))
        if isinstance(event, TextDelta)
    ]

    assert all(texts)
    assert "".join(texts).strip()


async def test_it_is_a_generator_that_can_be_closed_half_way(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    events = provider.speak(endpoint, question)
    assert inspect.isasyncgen(events)
    async with aclosing(events):
        first = await anext(events)

    assert isinstance(first, TextDelta)
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_nothing_is_asked_before_the_first_event_is_wanted(speaking: Speaking) -> None:
    provider, endpoint, question, bodies = speaking
    await provider.speak(endpoint, question).aclose()

    assert bodies == []


async def test_cancelling_the_listener_ends_the_answer(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    task = asyncio.create_task(collect(provider.speak(endpoint, question)))
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_many_answers_at_once_do_not_mix(speaking: Speaking) -> None:
    provider, endpoint, question, _ = speaking
    answers = await asyncio.gather(*(collect(provider.speak(endpoint, question)) for _ in range(20)))
    texts = {"".join(event.text for event in answer if isinstance(event, TextDelta)) for answer in answers}

    assert len(texts) == 1
