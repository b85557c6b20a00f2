"""What is declared of a deployment is kept to, and told, before anything is sent."""

import pytest

from genkan.providers import (
    Capabilities,
    CapabilityUnreadable,
    ContextExceeded,
    EndpointRefused,
    Message,
    NotSupported,
    SecretRefused,
    Session,
    SpeakRequest,
    read_capabilities,
    room_for_answer,
)
from genkan.providers.capabilities import check_request
from genkan.providers.line import Line
from genkan.providers.openai_chat import OpenAIChat
from tests.providers.conftest import CALM, asked, collect
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import plamo_rule
from tests.providers.streams import TOLD, streaming, text_of
from tests.providers.strict import running

TOOL = {"type": "function", "function": {"name": "search"}}
# What PLaMo's API publishes of itself: n, the length of an answer, the context, and the form of its errors.
PLAMO = {
    "choices": [1, 2],
    "refuses": ["logprobs"],
    "default_max_tokens": 4096,
    "context_tokens": 32768,
    "error_path": ["message"],
    "missing_key_status": 400,
}
# What the reference of Sakura's AI Engine lists as parameters.
SAKURA = {"accepts": ["max_tokens", "temperature", "tools", "tool_choice"], "include_usage": False}

# declared, parameters, tools?, the parameter that is refused or None, why
TABLE = [
    ({}, {"n": 9, "logprobs": True, "seed": 1, "anything": 1}, True, None, "nothing is declared"),
    (PLAMO, {"n": 2}, False, None, "allowed"),
    (PLAMO, {"n": 3}, False, "n", "not allowed"),
    (PLAMO, {"logprobs": True}, False, "logprobs", "refused"),
    (PLAMO, {"logprobs": False}, False, None, "asks for nothing"),
    (PLAMO, {"max_tokens": 32767}, False, None, "just fits"),
    (PLAMO, {"max_tokens": 32768}, False, "max_tokens", "leaves no room for a question"),
    (PLAMO, {"max_completion_tokens": 32768}, False, "max_tokens", "the same by its other name"),
    (SAKURA, {"temperature": 0.1, "max_tokens": 5, "tool_choice": "auto"}, True, None, "all are listed"),
    (SAKURA, {"max_completion_tokens": 5}, False, None, "the other name of a listed one"),
    (SAKURA, {"response_format": {"type": "json_object"}}, False, "response_format", "not listed"),
    (SAKURA, {"response_format": {"type": "text"}}, False, None, "asks for what comes anyway"),
    (SAKURA, {"seed": 1}, False, "seed", "not listed"),
    (SAKURA, {"stream_options": {"include_usage": True}}, False, None, "no question of the model"),
    ({"accepts": []}, {}, True, "tools", "tools are a parameter too"),
    ({"refuses": ["tools"]}, {}, True, "tools", "tools are a parameter too"),
    ({"most_output_tokens": 100}, {"max_tokens": 101}, False, "max_tokens", "too long an answer"),
    ({"most_output_tokens": 100}, {"max_tokens": 100}, False, None, "as long as allowed"),
    ({"context_tokens": 100, "default_max_tokens": 100}, {}, False, "max_tokens", "the default does not fit"),
]


@pytest.mark.parametrize(("declared", "parameters", "tools", "refused", "why"), TABLE)
def test_a_request_is_compared_with_what_is_declared(
    declared: dict[str, object], parameters: dict[str, object], tools: bool, refused: str | None, why: str
) -> None:
    request = SpeakRequest("m", (Message("user", "問い"),), tools=(TOOL,) if tools else ())
    if refused is None:
        check_request(read_capabilities(declared), request, parameters=parameters)
        return
    with pytest.raises(NotSupported) as raised:
        check_request(read_capabilities(declared), request, parameters=parameters)
    assert raised.value.details["parameter"] == refused, why
    assert str(raised.value.details["allowed"]) in str(raised.value)


@pytest.mark.parametrize(("characters", "fits"), [(400, True), (401, True), (408, False)])
def test_a_question_that_cannot_fit_is_told_from_its_length(characters: int, fits: bool) -> None:
    capabilities = Capabilities(context_tokens=201, characters_per_token=4)
    request = SpeakRequest("m", (Message("user", "あ" * characters),))
    if fits:
        check_request(capabilities, request, parameters={"max_tokens": 100})
        return
    with pytest.raises(ContextExceeded) as raised:
        check_request(capabilities, request, parameters={"max_tokens": 100})
    assert raised.value.details == {"parameter": "max_tokens", "given": "202", "allowed": "201"}


@pytest.mark.parametrize(
    ("declared", "characters", "asked_for"),
    [
        ({}, 100_000, 8_000),  # nothing is declared
        ({"most_output_tokens": 4_096}, 10, 4_096),
        ({"most_output_tokens": 9_000}, 10, 8_000),
        ({"context_tokens": 32_768}, 10, 8_000),
        ({"context_tokens": 8_192}, 5_000, 3_192),  # what the question leaves
        ({"context_tokens": 8_192}, 8_000, 2_048),  # its characters may be fewer tokens
        ({"context_tokens": 8_192, "most_output_tokens": 1_000}, 8_000, 1_000),
        ({"context_tokens": 2}, 8_000, 1),
    ],
)
def test_no_longer_an_answer_is_asked_for_than_there_is_room_for(
    declared: dict[str, object], characters: int, asked_for: int
) -> None:
    capabilities = read_capabilities(declared)
    assert room_for_answer(capabilities, wanted=8_000, characters=characters) == asked_for


@pytest.mark.parametrize(
    ("declared", "key"),
    [
        ({"vendor": "x"}, "vendor"),
        ({"context_tokens": "many"}, "context_tokens"),
        ({"choices": ["one"]}, "choices"),
        ({"error_path": "message"}, "error_path"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_named(declared: dict[str, object], key: str) -> None:
    with pytest.raises(CapabilityUnreadable) as raised:
        read_capabilities(declared)
    assert raised.value.details == {"capability": key}


async def test_nothing_is_sent_that_is_not_taken(session: Session) -> None:
    async with running(plamo_rule) as server:
        endpoint = PROTOCOLS["openai_chat"].endpoint(server.address, **PLAMO)
        with pytest.raises(NotSupported):
            await collect(chat_over(session).speak(endpoint, asked(n=3)))

        assert (server.bodies, server.refused) == ([], 0)


async def test_the_answer_of_a_server_with_these_quirks(session: Session) -> None:
    spoken = PROTOCOLS["openai_chat"]
    async with running(plamo_rule) as server:
        server.behaviour = streaming(spoken.whole)
        events = await collect(chat_over(session).speak(spoken.endpoint(server.address, **PLAMO), asked(n=2)))

        assert text_of(events) == TOLD
        assert server.bodies[0]["stream_options"] == {"include_usage": True}


async def test_a_missing_key_is_told_as_a_secret_that_was_refused(session: Session) -> None:
    async with running(plamo_rule) as server:
        spoken = PROTOCOLS["openai_chat"]._replace(secret="")
        with pytest.raises(SecretRefused) as raised:
            await collect(chat_over(session).speak(spoken.endpoint(server.address, **PLAMO), asked()))
        assert raised.value.details == {"http_status": 400, "message": "missing key"}
        with pytest.raises(EndpointRefused) as raised_otherwise:
            await collect(chat_over(session).speak(spoken.endpoint(server.address), asked()))
        assert not isinstance(raised_otherwise.value, SecretRefused)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"include_usage": False}, {"stream": True, "max_tokens": 9}),
        ({"streams": False}, {"stream": False, "max_tokens": 9}),
        (
            {"max_tokens_name": "max_completion_tokens", "include_usage": False},
            {"stream": True, "max_completion_tokens": 9},
        ),
    ],
)
async def test_how_a_declaration_changes_what_is_sent(
    declared: dict[str, object], expected: dict[str, object], session: Session
) -> None:
    spoken = PROTOCOLS["openai_chat"]
    async with running(plamo_rule) as server:
        server.behaviour = streaming(spoken.whole)
        request = asked(
            max_tokens=9, stream_options={"include_usage": True} if "streams" not in declared else None
        )
        await collect(chat_over(session).speak(spoken.endpoint(server.address, **declared), request))

        [body] = server.bodies
        assert {name: body[name] for name in body if name not in {"model", "messages"}} == expected


def chat_over(session: Session) -> OpenAIChat:
    """The provider with short timeouts."""
    return OpenAIChat(Line(session, timeouts=CALM))
