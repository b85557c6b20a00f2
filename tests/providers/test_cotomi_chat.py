"""The cotomi API: one question, one answer, and what becomes of a conversation."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from genkan.providers import (
    CapabilityUnreadable,
    DeploymentIncomplete,
    Endpoint,
    EndpointRefused,
    Finished,
    Message,
    NotSupported,
    ProviderEvent,
    Session,
    SpeakRequest,
    StreamBroken,
    ToolCall,
    UsageReport,
)
from genkan.providers.cotomi_chat import CotomiChat
from genkan.providers.cotomi_message import fold
from genkan.providers.errors import EndpointFailing, TooManyRequests
from genkan.providers.line import Line
from tests.providers.conftest import CALM, asked, collect
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import cotomi_rule
from tests.providers.streams import TOLD, answering, event, streaming, text_of
from tests.providers.strict import StrictServer, running

COTOMI = PROTOCOLS["cotomi"]
ERROR = b'event: error\ndata: {"message": "the model failed", "code": 503}\n\n'


@pytest.fixture
async def cotomi() -> AsyncIterator[StrictServer]:
    """A strict server that answers well."""
    async with running(cotomi_rule) as server:
        server.behaviour = streaming(COTOMI.whole)
        yield server


async def ask(
    session: Session, server: StrictServer, request: SpeakRequest | None = None, **capabilities: object
) -> list[ProviderEvent]:
    """The events of the answer to a question."""
    return await ask_at(session, COTOMI.endpoint(server.address, **capabilities), request)


async def ask_at(
    session: Session, endpoint: Endpoint, request: SpeakRequest | None = None
) -> list[ProviderEvent]:
    """The same at any endpoint."""
    return await collect(CotomiChat(Line(session, timeouts=CALM)).speak(endpoint, request or asked()))


async def test_what_is_sent(cotomi: StrictServer, session: Session) -> None:
    messages = (Message("system", "規則"), Message("user", "問い"))
    await ask(
        session, cotomi, SpeakRequest("a-model", messages, parameters={"max_tokens": 50, "temperature": 0})
    )

    assert cotomi.headers[0]["x-nec-cotomi-client-id"] == COTOMI.parameters["client_id"]
    assert cotomi.bodies[0] == {
        "userContent": "問い",
        "systemContent": "規則",
        "oneshot": True,
        "model": "a-model",
        "stream": True,
        "streamNum": 10,
        "maxTokens": 50,
        "temperature": 0,
    }


async def test_the_header_of_another_service_is_declared(cotomi: StrictServer, session: Session) -> None:
    with pytest.raises(EndpointRefused) as raised:
        await ask(session, cotomi, client_id_header="x-nec-genai-client-id")
    assert raised.value.details["message"] == "x-nec-cotomi-client-id is required"
    with pytest.raises(CapabilityUnreadable):
        await ask(session, cotomi, client_id_header="x\r\ny")


@pytest.mark.parametrize("parameters", [{}, {"client_id": " "}, {"client_id": "x", "stream_num": 1001}])
async def test_a_deployment_that_lacks_something(
    parameters: dict[str, object], cotomi: StrictServer, session: Session
) -> None:
    with pytest.raises(DeploymentIncomplete):
        await ask_at(session, replace(COTOMI.endpoint(cotomi.address), parameters=parameters))
    assert cotomi.bodies == []


@pytest.mark.parametrize("name", ["tool_choice", "seed", "stop", "client_id"])
async def test_what_the_protocol_has_not_is_refused(
    name: str, cotomi: StrictServer, session: Session
) -> None:
    with pytest.raises(NotSupported) as raised:
        await ask(session, cotomi, asked(**{name: "x"}))
    assert raised.value.details["parameter"] == name


def test_a_conversation_becomes_a_transcript_before_the_question() -> None:
    folded = fold(
        (
            Message("system", "規則一"),
            Message("user", "一つ目の問い"),
            Message("assistant", "一つ目の答え"),
            Message("system", "規則二"),
            Message("user", "二つ目の問い"),
        )
    )

    assert folded.system_content == "規則一\n\n規則二"
    assert folded.user_content == (
        "【これまでのやり取り】\n\n［利用者］\n一つ目の問い\n\n［AI］\n一つ目の答え\n\n【今回の質問】\n\n二つ目の問い"
    )


def test_turns_of_tools_are_refused() -> None:
    with pytest.raises(NotSupported):
        fold((Message("user", "問い"), Message("assistant", "", (ToolCall("1", "search", "{}"),))))


async def test_no_usage_is_invented(cotomi: StrictServer, session: Session) -> None:
    assert not [said for said in await ask(session, cotomi) if isinstance(said, UsageReport)]


@pytest.mark.parametrize(
    "done",
    [
        b"event: done\n\n",
        b"event: done\ndata:\n\n",
        b'event: done\ndata: {"historyId": "x"}\n\n',
        b"event: done",
    ],
)
async def test_the_last_word_with_and_without_data(
    done: bytes, cotomi: StrictServer, session: Session
) -> None:
    cotomi.behaviour = streaming([COTOMI.first, COTOMI.second, done])
    events = await ask(session, cotomi)

    assert text_of(events) == TOLD
    assert events[-1] == Finished("stop")


async def test_a_whole_answer(cotomi: StrictServer, session: Session) -> None:
    cotomi.behaviour = answering(f'{{"answer": "{TOLD}", "historyId": "x"}}'.encode())
    events = await ask(session, cotomi, streams=False)

    assert (text_of(events), events[-1]) == (TOLD, Finished("stop"))
    assert "streamNum" not in cotomi.bodies[0]


@pytest.mark.parametrize(
    "error", [ERROR, event({"error": {"message": "failed"}}), b"event: error\ndata: failed\n\n"]
)
async def test_an_error_half_way(error: bytes, cotomi: StrictServer, session: Session) -> None:
    cotomi.behaviour = streaming([COTOMI.first, error])
    with pytest.raises(StreamBroken) as raised:
        await ask(session, cotomi)
    assert "failed" in str(raised.value.details["reason"])


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ERROR, EndpointFailing),
        (b'event: error\ndata: {"message": "busy", "code": 429}\n\n', TooManyRequests),
    ],
)
async def test_an_error_first(
    error: bytes, kind: type[Exception], cotomi: StrictServer, session: Session
) -> None:
    cotomi.behaviour = streaming([error])
    with pytest.raises(kind):
        await ask(session, cotomi)
