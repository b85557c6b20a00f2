"""Cohere's chat: its names for parameters, its turns, its tools, its reasons."""

from collections.abc import AsyncIterator

import pytest

from genkan.providers import (
    Finished,
    Message,
    NotSupported,
    ProviderEvent,
    Session,
    SpeakRequest,
    StreamBroken,
    ToolCall,
    ToolCallDelta,
    UsageReport,
    assemble_tool_calls,
)
from genkan.providers.cohere_chat import CohereChat
from genkan.providers.errors import EndpointFailing
from genkan.providers.line import Line
from tests.providers.conftest import CALM, asked, collect
from tests.providers.protocols import PROTOCOLS, said, typed
from tests.providers.rules import cohere_rule
from tests.providers.streams import TOLD, answering, streaming, text_of
from tests.providers.strict import StrictServer, running

COHERE = PROTOCOLS["cohere_chat"]
TOOL = {"type": "function", "function": {"name": "search", "parameters": {"type": "object"}}}


def end(reason: str, **more: object) -> bytes:
    """The last event."""
    return typed("message-end", delta={"finish_reason": reason, **more})


def call(kind: str, index: int, **function: str) -> bytes:
    """A piece of a tool call."""
    identity = {"id": f"call-{index}", "type": "function"} if kind == "tool-call-start" else {}
    return typed(kind, index=index, delta={"message": {"tool_calls": {**identity, "function": function}}})


@pytest.fixture
async def cohere() -> AsyncIterator[StrictServer]:
    """A strict server that answers well."""
    async with running(cohere_rule) as server:
        server.behaviour = streaming(COHERE.whole)
        yield server


async def ask(
    session: Session, server: StrictServer, request: SpeakRequest | None = None, **capabilities: object
) -> list[ProviderEvent]:
    """The events of the answer to a question."""
    chat = CohereChat(Line(session, timeouts=CALM))
    return await collect(chat.speak(COHERE.endpoint(server.address, **capabilities), request or asked()))


async def test_the_parameters_by_their_names_here(cohere: StrictServer, session: Session) -> None:
    schema = {"type": "object"}
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    request = asked(
        max_completion_tokens=50,
        top_p=0.9,
        top_k=3,
        stop="。",
        seed=1,
        n=1,
        response_format=form,
        stream=True,
    )
    await ask(session, cohere, request)

    assert {name: value for name, value in cohere.bodies[0].items() if name not in {"model", "messages"}} == {
        "stream": True,
        "max_tokens": 50,
        "p": 0.9,
        "k": 3,
        "stop_sequences": ["。"],
        "seed": 1,
        "response_format": {"type": "json_object", "json_schema": schema},
    }


async def test_turns_with_tools(cohere: StrictServer, session: Session) -> None:
    messages = (
        Message("user", "問い"),
        Message("assistant", "", (ToolCall("call-1", "search", "{}"),)),
        Message("tool", "結果", tool_call_id="call-1"),
    )
    request = SpeakRequest("a-model", messages, parameters={"tool_choice": "required"}, tools=(TOOL,))
    await ask(session, cohere, request)

    assert cohere.bodies[0]["tool_choice"] == "REQUIRED"
    assert cohere.bodies[0]["tools"] == [TOOL]
    assert cohere.bodies[0]["messages"] == [
        {"role": "user", "content": "問い"},
        {
            "role": "assistant",
            "tool_calls": [
                {"id": "call-1", "type": "function", "function": {"name": "search", "arguments": "{}"}}
            ],
        },
        {"role": "tool", "content": "結果", "tool_call_id": "call-1"},
    ]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("n", 2),
        ("tool_choice", {"type": "function"}),
        ("response_format", "json"),
        ("stop", 5),
        ("logit_bias", {}),
    ],
)
async def test_what_the_protocol_has_not_is_refused(
    parameter: str, value: object, cohere: StrictServer, session: Session
) -> None:
    with pytest.raises(NotSupported) as raised:
        await ask(session, cohere, asked(**{parameter: value}))
    assert raised.value.details["parameter"] == parameter
    assert cohere.bodies == []


async def test_tool_calls(cohere: StrictServer, session: Session) -> None:
    cohere.behaviour = streaming(
        [
            typed("message-start", id="1", delta={"message": {"role": "assistant", "tool_calls": []}}),
            typed("tool-plan-delta", delta={"message": {"tool_plan": "まず探します"}}),
            call("tool-call-start", 0, name="search", arguments=""),
            call("tool-call-delta", 0, arguments='{"q":'),
            call("tool-call-delta", 0, arguments=' "旅費"}'),
            typed("tool-call-end", index=0),
            call("tool-call-start", 1, name="open", arguments="{}"),
            end("TOOL_CALL"),
        ]
    )
    events = await ask(session, cohere)
    deltas = tuple(event for event in events if isinstance(event, ToolCallDelta))

    assert assemble_tool_calls(deltas) == (
        ToolCall("call-0", "search", '{"q": "旅費"}'),
        ToolCall("call-1", "open", "{}"),
    )
    assert text_of(events) == ""
    assert events[-1] == Finished("tool_calls")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("COMPLETE", "stop"),
        ("STOP_SEQUENCE", "stop"),
        ("MAX_TOKENS", "length"),
        ("ERROR_TOXIC", "content_filter"),
        ("SOMETHING_NEW", "stop"),
    ],
)
async def test_why_it_ended(reason: str, expected: str, cohere: StrictServer, session: Session) -> None:
    cohere.behaviour = streaming([said("保存"), end(reason)])
    events = await ask(session, cohere)

    assert [event for event in events if isinstance(event, Finished)] == [Finished(expected)]  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", ["ERROR", "TIMEOUT"])
async def test_it_gave_up(reason: str, cohere: StrictServer, session: Session) -> None:
    cohere.behaviour = streaming([said("保存"), end(reason)])
    with pytest.raises(StreamBroken):
        await ask(session, cohere)
    cohere.behaviour = streaming([end(reason, error="internal")])
    with pytest.raises(EndpointFailing):
        await ask(session, cohere)


async def test_thoughts_are_no_part_of_the_answer(cohere: StrictServer, session: Session) -> None:
    thought = typed(
        "content-delta", index=0, delta={"message": {"content": {"type": "thinking", "thinking": "うーん"}}}
    )
    cohere.behaviour = streaming([thought, *COHERE.whole])

    assert text_of(await ask(session, cohere)) == TOLD


async def test_a_whole_answer(cohere: StrictServer, session: Session) -> None:
    cohere.behaviour = answering(
        f'{{"id": "1", "finish_reason": "COMPLETE", "message": {{"role": "assistant", "content":'
        f' [{{"type": "text", "text": "{TOLD}"}}]}}, "usage": {{"tokens": {{"input_tokens": 3.0,'
        f' "output_tokens": 4.0}}}}}}'.encode()
    )
    events = await ask(session, cohere, streams=False)

    assert text_of(events) == TOLD
    assert events[-2:] == [UsageReport(3, 4), Finished("stop")]
    assert cohere.bodies[0]["stream"] is False
