"""What every protocol does alike: a good answer, however it is cut, and every fault under its name."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from genkan.providers import (
    AnswerTooLarge,
    Endpoint,
    EndpointRefused,
    EndpointTimedOut,
    Finished,
    Limits,
    ModelNotServed,
    Provider,
    ProviderEvent,
    ProviderProblem,
    SecretRefused,
    Session,
    SpeakRequest,
    StreamBroken,
    UsageReport,
    providers,
)
from genkan.providers.errors import EndpointFailing, NotTheProtocol, TooManyRequests
from tests.providers.conftest import CALM, QUICK, SMALL, Behaviour, asked, collect
from tests.providers.protocols import PROTOCOLS, Spoken
from tests.providers.rules import RULES
from tests.providers.streams import TOLD, answering, streaming, text_of
from tests.providers.strict import StrictServer, running


class Speaking(NamedTuple):
    """A protocol, its provider, a strict server of it, and the provider with short timeouts."""

    spoken: Spoken
    provider: Provider
    server: StrictServer
    hasty: Provider

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint of the server."""
        return self.spoken.endpoint(self.server.address)

    @property
    def request(self) -> SpeakRequest:
        """The usual question."""
        return replace(asked(), model=self.spoken.model)

    def stream(self, *pieces: bytes, **how: object) -> Behaviour:
        """Send these pieces."""
        return streaming(pieces, content_type=self.spoken.content_type, **how)  # type: ignore[arg-type]


@pytest.fixture(params=PROTOCOLS)
async def speaking(request: pytest.FixtureRequest, session: Session) -> AsyncIterator[Speaking]:
    """Each protocol with a strict server that answers well."""
    async with running(RULES[request.param]) as server:
        calm, hasty = (
            providers(session, timeouts=timeouts, limits=SMALL)[request.param] for timeouts in (CALM, QUICK)
        )
        speaking = Speaking(PROTOCOLS[request.param], calm, server, hasty)
        server.behaviour = speaking.stream(*speaking.spoken.whole)
        yield speaking


async def hear(
    speaking: Speaking, *, hasty: bool = False
) -> tuple[list[ProviderEvent], ProviderProblem | None]:
    """What arrived, and the error at its end."""
    arrived: list[ProviderEvent] = []
    try:
        provider = speaking.hasty if hasty else speaking.provider
        async for event in provider.speak(speaking.endpoint, speaking.request):
            arrived.append(event)
    except ProviderProblem as problem:
        return arrived, problem
    return arrived, None


async def test_the_published_protocol_is_spoken_and_understood(speaking: Speaking) -> None:
    events = await collect(speaking.provider.speak(speaking.endpoint, speaking.request))

    assert speaking.server.refused == 0
    assert text_of(events) == TOLD
    assert events[-1] == Finished("stop")
    usage = speaking.spoken.usage
    assert [event for event in events if isinstance(event, UsageReport)] == (
        [UsageReport(*usage)] if usage else []
    )


@pytest.mark.parametrize("size", [1, 7, 100_000])
async def test_however_the_bytes_are_cut(speaking: Speaking, size: int) -> None:
    body = b"".join(speaking.spoken.whole)
    speaking.server.behaviour = speaking.stream(*(body[at : at + size] for at in range(0, len(body), size)))
    events, problem = await hear(speaking)

    assert problem is None
    assert text_of(events) == TOLD


async def test_a_wrong_secret(speaking: Speaking) -> None:
    wrong = replace(speaking.endpoint, secret="AKIDEXAMPLE:wrong")
    with pytest.raises(SecretRefused):
        await collect(speaking.provider.speak(wrong, speaking.request))


async def test_a_wrong_model(speaking: Speaking) -> None:
    with pytest.raises(ModelNotServed) as raised:
        await collect(
            speaking.provider.speak(speaking.endpoint, replace(speaking.request, model="other/../model"))
        )
    assert "other" not in str(raised.value)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, EndpointRefused),
        (401, SecretRefused),
        (404, ModelNotServed),
        (429, TooManyRequests),
        (500, EndpointFailing),
        (503, EndpointFailing),
    ],
)
@pytest.mark.parametrize("body", [b'{"message": "no"}', b"<html>maintenance", b""])
async def test_a_refusal(speaking: Speaking, status: int, kind: type[ProviderProblem], body: bytes) -> None:
    speaking.server.behaviour = answering(body, status=status)
    arrived, problem = await hear(speaking)

    assert type(problem) is kind
    assert arrived == []


# name: (what is sent, made of the pieces of the protocol; hang; the text that arrives; the error)
FAULTS: dict[str, tuple[str, bool, str, type[ProviderProblem]]] = {
    "silence before the first token": ("", True, "", EndpointTimedOut),
    "silence between tokens": ("first", True, "保存期間は", EndpointTimedOut),
    "half an event": ("first half", False, "保存期間は", StreamBroken),
    "no end": ("first second", False, TOLD, StreamBroken),
    "invalid UTF-8": ("first invalid", False, "保存期間は", StreamBroken),
    "a page in HTML": ("html", False, "", NotTheProtocol),
    "nothing": ("", False, "", NotTheProtocol),
    "never ends": ("endless", False, "保存期間は", AnswerTooLarge),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault(speaking: Speaking, name: str) -> None:
    sent, hang, text, kind = FAULTS[name]
    pieces = {
        "first": [speaking.spoken.first],
        "second": [speaking.spoken.second],
        "half": [speaking.spoken.half],
        "invalid": [broken(speaking.spoken)],
        "html": [b"<!doctype html><title>maintenance</title>" * 3],
        "endless": [speaking.spoken.first] * 2000,
    }
    speaking.server.behaviour = speaking.stream(
        *(piece for word in sent.split() for piece in pieces[word]), hang=hang
    )
    arrived, problem = await hear(speaking, hasty=hang)

    assert type(problem) is kind
    assert text_of(arrived).startswith(text)
    assert not any(isinstance(event, Finished) for event in arrived)
    assert speaking.spoken.secret not in f"{problem}{problem.details if problem else ''}"


async def test_tokens_that_never_end(speaking: Speaking, session: Session) -> None:
    speaking.server.behaviour = speaking.stream(*[speaking.spoken.second] * 200, pause=0.05)
    _, problem = await hear(speaking, hasty=True)

    assert isinstance(problem, EndpointTimedOut)
    assert problem.details == {"phase": "whole"}


async def test_two_final_events_are_one_end(speaking: Speaking) -> None:
    spoken = speaking.spoken
    speaking.server.behaviour = speaking.stream(
        spoken.first, spoken.second, spoken.last, spoken.second, spoken.last
    )
    events, problem = await hear(speaking)

    assert problem is None
    assert text_of(events) == TOLD
    assert [event for event in events if isinstance(event, Finished)] == [Finished("stop")]


async def test_a_line_that_hangs_after_the_end(speaking: Speaking) -> None:
    speaking.server.behaviour = speaking.stream(*speaking.spoken.whole, hang=True)
    events, problem = await hear(speaking)

    assert problem is None
    assert events[-1] == Finished("stop")


async def test_a_broken_line(speaking: Speaking) -> None:
    speaking.server.behaviour = speaking.stream(speaking.spoken.first, cut=True)
    arrived, problem = await hear(speaking)

    assert isinstance(problem, StreamBroken)
    assert text_of(arrived) == "保存期間は"


def broken(spoken: Spoken) -> bytes:
    """A piece of text in which one byte of a character is damaged."""
    if "amazon" not in spoken.content_type:
        return spoken.second.replace("五".encode(), b"\xe4\xff")
    from tests.providers.aws_events import frame

    return frame(
        {":event-type": "contentBlockDelta", ":message-type": "event"}, b'{"delta": {"text": "\xff"}}'
    )


def test_the_limits_of_these_tests_are_small() -> None:
    assert SMALL.answer < Limits().answer
