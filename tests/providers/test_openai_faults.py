"""Every fault of an OpenAI-compatible server that was seen or is to be feared."""

import pytest
from aiohttp import web

from genkan.providers import (
    AnswerTooLarge,
    EndpointRefused,
    EndpointTimedOut,
    Finished,
    ProviderEvent,
    ProviderProblem,
    StreamBroken,
)
from genkan.providers.errors import (
    EndpointFailing,
    ModelNotServed,
    NotTheProtocol,
    SecretRefused,
    TooManyRequests,
)
from genkan.providers.openai_chat import OpenAIChat
from tests.providers.conftest import Behaviour, ModelServer, asked, collect
from tests.providers.streams import DONE, answering, delta, event, streaming, text_of


def error(status: int, body: bytes = b'{"error": {"message": "no", "type": "x"}}') -> Behaviour:
    """Refuse with a status."""
    return answering(body, status=status)


async def redirect(_request: web.Request) -> web.StreamResponse:
    """Lead elsewhere."""
    raise web.HTTPTemporaryRedirect("http://127.0.0.1:1/")


# name: (behaviour, text that still arrived, error)
BAD: dict[str, tuple[Behaviour, str, type[ProviderProblem]]] = {
    "half an event at the end": (
        streaming([delta("保存"), b'data: {"choices": [{"del']),
        "保存",
        StreamBroken,
    ),
    "no end": (streaming([delta("保存")]), "保存", StreamBroken),
    "half a character at the end": (streaming([delta("保存"), b"data: \xe4\xbf"]), "保存", StreamBroken),
    "the line breaks": (streaming([delta("保存")], cut=True), "保存", StreamBroken),
    "invalid UTF-8": (streaming([delta("保存"), b"data: \xff\xfe\n\n"]), "保存", StreamBroken),
    "an event that is not JSON": (streaming([delta("保存"), b"data: hello\n\n"]), "保存", StreamBroken),
    "an event that is a list": (streaming([delta("保存"), b"data: [1]\n\n"]), "保存", StreamBroken),
    "choices that are no list": (streaming([delta("保存"), event({"choices": 5})]), "保存", StreamBroken),
    "an error after some text": (
        streaming([delta("保存"), event({"error": {"message": "out of memory", "code": 500}})]),
        "保存",
        StreamBroken,
    ),
    "given up by the server": (streaming([delta("保存"), delta(finish="abort")]), "保存", StreamBroken),
    "[DONE] and nothing else": (streaming([DONE]), "", StreamBroken),
    "an error first, with a code": (
        streaming([event({"error": {"message": "busy", "code": 429}})]),
        "",
        TooManyRequests,
    ),
    "an error first, without a code": (streaming([event({"error": "broken"})]), "", EndpointFailing),
    "an error object with status 200": (
        answering(b'{"object": "error", "message": "no such model", "code": 404}'),
        "",
        ModelNotServed,
    ),
    "an error of one message with status 200": (answering(b'{"message": "bad"}'), "", EndpointFailing),
    "a page in HTML": (
        answering(b"<!doctype html><p>maintenance", content_type="text/html"),
        "",
        NotTheProtocol,
    ),
    "a page in HTML that claims to be a stream": (
        answering(b"<html>", content_type="text/event-stream"),
        "",
        NotTheProtocol,
    ),
    "plain text": (answering(b"error", content_type="text/plain"), "", NotTheProtocol),
    "nothing": (answering(b""), "", NotTheProtocol),
    "only comments": (streaming([b": hello\n\n"]), "", NotTheProtocol),
    "half a document": (answering(b'{"choices": [{"mess'), "", NotTheProtocol),
    "a document of another kind": (answering(b'{"answer": 42}'), "", NotTheProtocol),
    "silence before the first token": (streaming([], hang=True), "", EndpointTimedOut),
    "silence between tokens": (streaming([delta("保存")], hang=True), "保存", EndpointTimedOut),
    "comments for ever instead of tokens": (streaming([b": wait\n\n"] * 50, pause=0.1), "", EndpointTimedOut),
    "tokens for ever": (streaming([delta("無")] * 200, pause=0.05), "無", EndpointTimedOut),
    "an event without end": (streaming([b"data: " + b"x" * 30_000]), "", AnswerTooLarge),
    "many lines of one event": (streaming([b"data: xxxxxxxxxxxxxxxxxxxx\n" * 2000]), "", AnswerTooLarge),
    "an answer without end": (streaming([delta("無" * 100)] * 300), "無", AnswerTooLarge),
    "a document without end": (answering(b"{" + b" " * 70_000), "", AnswerTooLarge),
    "a redirect": (redirect, "", EndpointRefused),
    "bad request": (error(400), "", EndpointRefused),
    "bad request, in one message": (error(400, b'{"message": "missing key"}'), "", EndpointRefused),
    "bad request, in HTML": (error(400, b"<html>"), "", EndpointRefused),
    "bad request, without end": (error(400, b'"' + b"x" * 10_000), "", EndpointRefused),
    "wrong secret": (error(401), "", SecretRefused),
    "forbidden": (error(403), "", SecretRefused),
    "wrong model or path": (error(404), "", ModelNotServed),
    "unknown fields": (error(422, b'{"detail": [{"msg": "extra"}]}'), "", EndpointRefused),
    "too many requests": (error(429), "", TooManyRequests),
    "a fault of the server": (error(500, b"Internal Server Error"), "", EndpointFailing),
    "overloaded": (error(503), "", EndpointFailing),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_fault(name: str, model_server: ModelServer, chat: OpenAIChat) -> None:
    model_server.behaviour, text, problem = BAD[name]
    arrived: list[ProviderEvent] = []
    with pytest.raises(problem) as raised:
        async for said in chat.speak(model_server.endpoint, asked()):
            arrived.append(said)

    assert text_of(arrived).startswith(text)
    assert not any(isinstance(said, Finished) for said in arrived)
    assert "a-model" not in str(raised.value)
    assert "secret-of-the-test" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("silence before the first token", "first_token"),
        ("comments for ever instead of tokens", "first_token"),
        ("silence between tokens", "between_tokens"),
        ("tokens for ever", "whole"),
    ],
)
async def test_a_timeout_says_when(
    name: str, phase: str, model_server: ModelServer, chat: OpenAIChat
) -> None:
    model_server.behaviour, _, _ = BAD[name]
    with pytest.raises(EndpointTimedOut) as raised:
        await collect(chat.speak(model_server.endpoint, asked()))

    assert raised.value.details == {"phase": phase}
