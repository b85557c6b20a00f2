"""Amazon Bedrock: signed requests, turns by turns, event streams and their exceptions."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from genkan.providers import (
    DeploymentIncomplete,
    EndpointRefused,
    Finished,
    Message,
    NotSupported,
    ProviderEvent,
    SecretMalformed,
    SecretRefused,
    Session,
    SpeakRequest,
    StreamBroken,
    ToolCall,
    ToolCallDelta,
    UsageReport,
    assemble_tool_calls,
)
from genkan.providers.bedrock_converse import BedrockConverse
from genkan.providers.errors import EndpointFailing, NotTheProtocol, TooManyRequests
from genkan.providers.line import Line
from tests.providers.aws_events import aws_event, frame
from tests.providers.conftest import CALM, asked, collect
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import BEDROCK_MODEL, bedrock_rule
from tests.providers.streams import TOLD, answering, streaming, text_of
from tests.providers.strict import StrictServer, running

BEDROCK = PROTOCOLS["bedrock_converse"]
TOOL = {
    "type": "function",
    "function": {"name": "search", "description": "探す", "parameters": {"type": "object"}},
}
STOP = aws_event("messageStop", {"stopReason": "tool_use"})


@pytest.fixture
async def bedrock() -> AsyncIterator[StrictServer]:
    """A strict server that answers well."""
    async with running(bedrock_rule) as server:
        server.behaviour = streaming(BEDROCK.whole, content_type=BEDROCK.content_type)
        yield server


async def ask(
    session: Session, server: StrictServer, request: SpeakRequest | None = None, **capabilities: object
) -> list[ProviderEvent]:
    """The events of the answer to a question."""
    converse = BedrockConverse(Line(session, timeouts=CALM))
    request = replace(request or asked(), model=BEDROCK_MODEL)
    return await collect(converse.speak(BEDROCK.endpoint(server.address, **capabilities), request))


async def test_the_path_holds_the_whole_name_of_the_model(bedrock: StrictServer, session: Session) -> None:
    await ask(session, bedrock)

    assert bedrock.paths == [
        "/model/arn%3Aaws%3Abedrock%3Aap-northeast-1%3A123456789012%3Aimported-model%2Fabc/converse-stream"
    ]
    assert "X-Amz-Security-Token" not in bedrock.headers[0]


async def test_a_token_of_temporary_credentials_is_sent_and_signed(
    bedrock: StrictServer, session: Session
) -> None:
    endpoint = replace(BEDROCK.endpoint(bedrock.address), secret=BEDROCK.secret + ":a/token==")
    converse = BedrockConverse(Line(session, timeouts=CALM))
    await collect(converse.speak(endpoint, replace(asked(), model=BEDROCK_MODEL)))

    assert bedrock.headers[0]["X-Amz-Security-Token"] == "a/token=="
    assert "x-amz-security-token" in bedrock.headers[0]["Authorization"]


async def test_the_region_is_part_of_the_signature(bedrock: StrictServer, session: Session) -> None:
    endpoint = replace(BEDROCK.endpoint(bedrock.address), parameters={"region": "us-east-1"})
    with pytest.raises(SecretRefused):
        await collect(BedrockConverse(Line(session)).speak(endpoint, replace(asked(), model=BEDROCK_MODEL)))


@pytest.mark.parametrize("secret", ["", "AKIDEXAMPLE", "AKIDEXAMPLE:", ":secret"])
async def test_a_secret_without_its_two_parts(secret: str, bedrock: StrictServer, session: Session) -> None:
    endpoint = replace(BEDROCK.endpoint(bedrock.address), secret=secret)
    with pytest.raises(SecretMalformed):
        await collect(BedrockConverse(Line(session)).speak(endpoint, asked()))


async def test_a_deployment_without_a_region(bedrock: StrictServer, session: Session) -> None:
    endpoint = replace(BEDROCK.endpoint(bedrock.address), parameters={})
    with pytest.raises(DeploymentIncomplete):
        await collect(BedrockConverse(Line(session)).speak(endpoint, asked()))


async def test_what_is_sent(bedrock: StrictServer, session: Session) -> None:
    messages = (
        Message("system", "規則"),
        Message("user", "資料"),
        Message("user", "問い"),
        Message(
            "assistant", "", (ToolCall("t1", "search", '{"q": "旅費"}'), ToolCall("t2", "open", "{broken"))
        ),
        Message("tool", "結果一", tool_call_id="t1"),
        Message("tool", "結果二", tool_call_id="t2"),
    )
    parameters = {"max_tokens": 9, "top_p": 0.5, "stop": ["。"], "tool_choice": "required"}
    await ask(session, bedrock, SpeakRequest("m", messages, parameters=parameters, tools=(TOOL,)))

    assert bedrock.bodies[0] == {
        "system": [{"text": "規則"}],
        "messages": [
            {"role": "user", "content": [{"text": "資料"}, {"text": "問い"}]},
            {
                "role": "assistant",
                "content": [
                    {"toolUse": {"toolUseId": "t1", "name": "search", "input": {"q": "旅費"}}},
                    {"toolUse": {"toolUseId": "t2", "name": "open", "input": {"arguments": "{broken"}}},
                ],
            },
            {
                "role": "user",
                "content": [
                    {"toolResult": {"toolUseId": "t1", "content": [{"text": "結果一"}]}},
                    {"toolResult": {"toolUseId": "t2", "content": [{"text": "結果二"}]}},
                ],
            },
        ],
        "inferenceConfig": {"maxTokens": 9, "topP": 0.5, "stopSequences": ["。"]},
        "toolConfig": {
            "tools": [
                {
                    "toolSpec": {
                        "name": "search",
                        "description": "探す",
                        "inputSchema": {"json": {"type": "object"}},
                    }
                }
            ],
            "toolChoice": {"any": {}},
        },
    }


@pytest.mark.parametrize(
    ("parameter", "value"), [("seed", 1), ("n", 2), ("region", "us-east-1"), ("extra_body", {}), ("stop", 3)]
)
async def test_what_the_protocol_has_not_is_refused(
    parameter: str, value: object, bedrock: StrictServer, session: Session
) -> None:
    with pytest.raises(NotSupported):
        await ask(session, bedrock, asked(**{parameter: value}))
    assert bedrock.bodies == []


async def test_tool_calls_are_numbered_from_zero_whatever_stands_before(
    bedrock: StrictServer, session: Session
) -> None:
    start = {"start": {"toolUse": {"toolUseId": "t1", "name": "search"}}, "contentBlockIndex": 1}
    bedrock.behaviour = streaming(
        [
            BEDROCK.first,
            aws_event("contentBlockStart", start),
            aws_event(
                "contentBlockDelta", {"delta": {"toolUse": {"input": '{"q":'}}, "contentBlockIndex": 1}
            ),
            aws_event("contentBlockDelta", {"delta": {"toolUse": {"input": " 1}"}}, "contentBlockIndex": 1}),
            aws_event("contentBlockDelta", {"delta": {"reasoningContent": {"text": "うーん"}}}),
            STOP,
        ]
    )
    events = await ask(session, bedrock)
    deltas = tuple(event for event in events if isinstance(event, ToolCallDelta))

    assert {delta.index for delta in deltas} == {0}
    assert assemble_tool_calls(deltas) == (ToolCall("t1", "search", '{"q": 1}'),)
    assert events[-1] == Finished("tool_calls")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("guardrail_intervened", "content_filter"),
        ("content_filtered", "content_filter"),
        ("stop_sequence", "stop"),
    ],
)
async def test_why_it_ended(reason: str, expected: str, bedrock: StrictServer, session: Session) -> None:
    bedrock.behaviour = streaming([BEDROCK.first, aws_event("messageStop", {"stopReason": reason})])

    assert (await ask(session, bedrock))[-1] == Finished(expected)  # type: ignore[arg-type]


async def test_a_model_that_went_astray(bedrock: StrictServer, session: Session) -> None:
    bedrock.behaviour = streaming(
        [BEDROCK.first, aws_event("messageStop", {"stopReason": "malformed_tool_use"})]
    )
    with pytest.raises(StreamBroken):
        await ask(session, bedrock)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("throttlingException", TooManyRequests),
        ("validationException", EndpointRefused),
        ("internalServerException", EndpointFailing),
        ("serviceUnavailableException", EndpointFailing),
        ("modelStreamErrorException", EndpointFailing),
    ],
)
async def test_an_exception_in_the_stream(
    name: str, kind: type[Exception], bedrock: StrictServer, session: Session
) -> None:
    exception = aws_event(name, {"message": "no"}, kind="exception")
    bedrock.behaviour = streaming([exception])
    with pytest.raises(kind):
        await ask(session, bedrock)
    bedrock.behaviour = streaming([BEDROCK.first, exception])
    with pytest.raises(StreamBroken):
        await ask(session, bedrock)


async def test_an_error_without_a_type(bedrock: StrictServer, session: Session) -> None:
    headers = {":message-type": "error", ":error-code": "InternalError", ":error-message": "no"}
    bedrock.behaviour = streaming([frame(headers, b"")])
    with pytest.raises(EndpointFailing) as raised:
        await ask(session, bedrock)
    assert raised.value.details["message"] == "no"


async def test_a_damaged_event(bedrock: StrictServer, session: Session) -> None:
    damaged = bytearray(BEDROCK.second)
    damaged[-6] ^= 1
    bedrock.behaviour = streaming([BEDROCK.first, bytes(damaged)])
    with pytest.raises(StreamBroken):
        await ask(session, bedrock)
    bedrock.behaviour = streaming([bytes(damaged)])
    with pytest.raises(NotTheProtocol):
        await ask(session, bedrock)


async def test_a_deployment_that_does_not_stream_is_asked_for_the_whole(
    bedrock: StrictServer, session: Session
) -> None:
    answer = {
        "output": {
            "message": {
                "role": "assistant",
                "content": [
                    {"text": TOLD},
                    {"toolUse": {"toolUseId": "t", "name": "open", "input": {"a": 1}}},
                ],
            }
        },
        "stopReason": "end_turn",
        "usage": {"inputTokens": 3, "outputTokens": 4, "totalTokens": 7},
    }
    bedrock.behaviour = answering(json.dumps(answer).encode())
    events = await ask(session, bedrock, streams=False)

    assert bedrock.paths[0].endswith("/converse")
    assert text_of(events) == TOLD
    assert events[1:] == [ToolCallDelta(0, "t", "open", '{"a":1}'), UsageReport(3, 4), Finished("stop")]


def test_a_start_does_not_load_what_only_bedrock_needs() -> None:
    code = "import sys, genkan.providers.speakers; sys.exit('botocore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
