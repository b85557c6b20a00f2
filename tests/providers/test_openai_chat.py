"""How OpenAI Chat Completions are asked for, what else they carry, and where nobody answers."""

import asyncio
import json
from contextlib import aclosing

import pytest
from aiohttp import web

from genkan.providers import (
    AddressRefused,
    Endpoint,
    EndpointRefused,
    EndpointUnreachable,
    Finished,
    Message,
    Session,
    SpeakRequest,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    assemble_tool_calls,
)
from genkan.providers.errors import (
    CertificateRefused,
    NotTheProtocol,
)
from genkan.providers.line import Line
from genkan.providers.openai_chat import OpenAIChat
from tests.providers.conftest import ModelServer, asked, collect
from tests.providers.streams import (
    DONE,
    STOP,
    TOLD,
    WHOLE,
    answering,
    delta,
    event,
    streaming,
    text_of,
)


async def test_a_slow_listener_does_not_time_the_endpoint_out(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    model_server.behaviour = streaming(WHOLE, pause=0.05)
    text = ""
    async for said in chat.speak(model_server.endpoint, asked()):
        await asyncio.sleep(0.5)
        text += said.text if isinstance(said, TextDelta) else ""

    assert text == TOLD


async def test_what_the_operator_gets_to_read_is_clean_and_short(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    body = json.dumps({"error": {"message": "line\none\x00" + "x" * 1000}}).encode()
    model_server.behaviour = answering(body, status=400)
    with pytest.raises(EndpointRefused) as raised:
        await collect(chat.speak(model_server.endpoint, asked()))

    message = str(raised.value.details["message"])
    assert message.startswith("line one ")
    assert len(message) == 300


async def test_what_is_sent(model_server: ModelServer, chat: OpenAIChat) -> None:
    model_server.behaviour = streaming(WHOLE)
    tool = {"type": "function", "function": {"name": "search", "parameters": {"type": "object"}}}
    messages = (
        Message("system", "規則"),
        Message("user", "問い"),
        Message("assistant", "", (ToolCall("call-1", "search", '{"q": "旅費"}'),)),
        Message("tool", "結果", tool_call_id="call-1"),
    )
    request = SpeakRequest("a-model", messages, parameters={"temperature": 0.1, "top_p": None}, tools=(tool,))
    endpoint = Endpoint(
        model_server.address + "/",
        secret="secret-of-the-test",
        parameters={
            "temperature": 1,
            "top_p": 0.5,
            "max_tokens": 100,
            "stream_options": None,
            "model": "other",
        },
    )
    await collect(chat.speak(endpoint, request))

    assert model_server.headers[0]["Authorization"] == "Bearer secret-of-the-test"
    assert model_server.bodies[0] == {
        "stream": True,
        "temperature": 0.1,
        "max_tokens": 100,
        "model": "a-model",
        "messages": [
            {"role": "system", "content": "規則"},
            {"role": "user", "content": "問い"},
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [
                    {
                        "id": "call-1",
                        "type": "function",
                        "function": {"name": "search", "arguments": '{"q": "旅費"}'},
                    }
                ],
            },
            {"role": "tool", "content": "結果", "tool_call_id": "call-1"},
        ],
        "tools": [tool],
    }


async def test_usage_is_asked_for_and_no_secret_sent_where_there_is_none(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    model_server.behaviour = streaming(WHOLE)
    await collect(chat.speak(Endpoint(model_server.address), asked()))

    assert model_server.bodies[0]["stream_options"] == {"include_usage": True}
    assert "Authorization" not in model_server.headers[0]


async def test_tool_calls_are_passed_on_and_can_be_assembled(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    def call(index: int, **function: str) -> dict[str, object]:
        return {"index": index, "function": function}

    model_server.behaviour = streaming(
        [
            event(
                {
                    "choices": [
                        {"delta": {"tool_calls": [{"id": "a", **call(0, name="search", arguments="")}]}}
                    ]
                }
            ),
            event({"choices": [{"delta": {"tool_calls": [call(0, arguments='{"q":')]}}]}),
            event(
                {
                    "choices": [
                        {"delta": {"tool_calls": [{"id": "b", **call(1, name="open", arguments="{}")}]}}
                    ]
                }
            ),
            event({"choices": [{"delta": {"tool_calls": [call(0, arguments=' "旅費"}')]}}]}),
            delta(finish="tool_calls"),
            DONE,
        ]
    )
    events = await collect(chat.speak(model_server.endpoint, asked()))
    deltas = tuple(event for event in events if isinstance(event, ToolCallDelta))

    assert len(deltas) == 4
    assert assemble_tool_calls(deltas) == (
        ToolCall("a", "search", '{"q": "旅費"}'),
        ToolCall("b", "open", "{}"),
    )
    assert events[-1] == Finished("tool_calls")


async def test_tool_calls_without_index_and_with_arguments_as_an_object(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    calls = [
        {"id": "a", "function": {"name": "search", "arguments": {"q": 1}}},
        {"id": "b", "function": {"name": "x"}},
    ]
    model_server.behaviour = answering(
        json.dumps({"choices": [{"message": {"tool_calls": calls}, "finish_reason": "tool_calls"}]}).encode()
    )
    events = await collect(chat.speak(model_server.endpoint, asked()))
    deltas = tuple(event for event in events if isinstance(event, ToolCallDelta))

    assert assemble_tool_calls(deltas) == (ToolCall("a", "search", '{"q":1}'), ToolCall("b", "x", ""))


async def test_the_call_ends_at_the_endpoint_when_the_listener_stops(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    model_server.behaviour = streaming([delta("無")] * 100, pause=0.02)
    async with aclosing(chat.speak(model_server.endpoint, asked())) as events:
        await anext(events)
    for _ in range(100):
        if model_server.hung_up:
            break
        await asyncio.sleep(0.02)

    assert model_server.hung_up == 1


async def test_a_connection_serves_one_answer_after_another(
    model_server: ModelServer, chat: OpenAIChat
) -> None:
    peers: set[object] = set()
    stream = streaming(WHOLE)

    async def behave(request: web.Request) -> web.StreamResponse:
        peers.add(request.transport.get_extra_info("peername") if request.transport else None)
        return await stream(request)

    model_server.behaviour = behave
    for _ in range(3):
        await collect(chat.speak(model_server.endpoint, asked()))

    assert len(peers) == 1


async def test_nobody_at_the_address(chat: OpenAIChat) -> None:
    with pytest.raises(EndpointUnreachable):
        await collect(chat.speak(Endpoint("http://127.0.0.1:1/v1"), asked()))


async def test_a_name_that_does_not_exist(chat: OpenAIChat) -> None:
    with pytest.raises(EndpointUnreachable):
        await collect(chat.speak(Endpoint("http://genkan.invalid/v1"), asked()))


async def test_a_server_that_does_not_speak_http(chat: OpenAIChat) -> None:
    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.jp ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(NotTheProtocol):
            await collect(chat.speak(Endpoint(f"http://127.0.0.1:{port}/v1"), asked()))


async def test_a_server_that_hangs_up_at_once(chat: OpenAIChat) -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(EndpointUnreachable):
            await collect(chat.speak(Endpoint(f"http://127.0.0.1:{port}/v1"), asked()))


async def test_plain_http_where_tls_is_expected(model_server: ModelServer, chat: OpenAIChat) -> None:
    with pytest.raises(CertificateRefused):
        await collect(chat.speak(Endpoint(model_server.address.replace("http://", "https://")), asked()))


async def test_an_address_that_must_not_be_called(chat: OpenAIChat) -> None:
    with pytest.raises(AddressRefused):
        await collect(chat.speak(Endpoint("http://169.254.169.254/v1"), asked()))


async def test_a_thousand_tokens_come_one_by_one(model_server: ModelServer, session: Session) -> None:
    model_server.behaviour = streaming([*[delta("字")] * 1000, STOP, DONE])
    events = await collect(OpenAIChat(Line(session)).speak(model_server.endpoint, asked()))

    assert len(text_of(events)) == 1000
