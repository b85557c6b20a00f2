"""Answers in OpenAI's protocol that can be understood, in all the shapes that servers give them."""

import json

import pytest

from genkan.providers import (
    Finished,
    UsageReport,
)
from genkan.providers.openai_chat import OpenAIChat
from tests.providers.conftest import ModelServer, asked, collect
from tests.providers.streams import (
    DONE,
    STOP,
    TOLD,
    USAGE,
    WHOLE,
    answering,
    delta,
    event,
    streaming,
    text_of,
)

ALL = b"".join(WHOLE)


def whole(content: object, *, finish: str | None = "stop", **more: object) -> bytes:
    """An answer that is not streamed."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"message": message, "finish_reason": finish}], **more}).encode()


# name: (behaviour, text, reason, usage or None)
GOOD = {
    "as documented": (streaming(WHOLE), TOLD, "stop", USAGE),
    "byte by byte, so that every character is split": (
        streaming([bytes([byte]) for byte in ALL]),
        TOLD,
        "stop",
        USAGE,
    ),
    "all in one piece": (streaming([ALL]), TOLD, "stop", USAGE),
    "lines end with CRLF": (streaming([ALL.replace(b"\n", b"\r\n")]), TOLD, "stop", USAGE),
    "lines end with CRLF, split between the two": (
        streaming(list(ALL.replace(b"\n", b"\r\n").partition(b"\r"))),
        TOLD,
        "stop",
        USAGE,
    ),
    "lines end with CR": (streaming([ALL.replace(b"\n", b"\r")]), TOLD, "stop", USAGE),
    "comments and other fields between": (
        streaming(
            [b": keep-alive\n\n", b"event: message\nid: 7\nretry: 10\n" + WHOLE[0], b":\n", *WHOLE[1:]]
        ),
        TOLD,
        "stop",
        USAGE,
    ),
    "a byte order mark first": (streaming([b"\xef\xbb\xbf" + ALL]), TOLD, "stop", USAGE),
    "empty lines first": (streaming([b"\r\n\n", ALL]), TOLD, "stop", USAGE),
    "no space after the colon": (streaming([ALL.replace(b"data: ", b"data:")]), TOLD, "stop", USAGE),
    "data over several lines": (
        streaming(
            [
                b'data: {"choices": [{"index": 0,\ndata:  "delta": {"content": "\xe3\x81\x82"}}]}\n\n',
                STOP,
                DONE,
            ]
        ),
        "あ",
        "stop",
        None,
    ),
    "usage in the last choice": (
        streaming([delta(TOLD), delta(finish="stop", usage=USAGE), DONE]),
        TOLD,
        "stop",
        USAGE,
    ),
    "usage in every chunk, the last one counts": (
        streaming(
            [
                delta("保存期間は", usage={"prompt_tokens": 11, "completion_tokens": 1}),
                delta("五年です。", finish="stop", usage=USAGE),
                DONE,
            ]
        ),
        TOLD,
        "stop",
        USAGE,
    ),
    "no usage": (streaming([delta(TOLD), STOP, DONE]), TOLD, "stop", None),
    "usage is null": (streaming([delta(TOLD, usage=None), STOP, DONE]), TOLD, "stop", None),
    "no [DONE]": (streaming([delta(TOLD), STOP]), TOLD, "stop", None),
    "[DONE] without a reason": (streaming([delta(TOLD), DONE]), TOLD, "stop", None),
    "[DONE] without an empty line": (streaming([delta(TOLD), STOP, b"data: [DONE]"]), TOLD, "stop", None),
    "the last event without an empty line": (
        streaming([delta(TOLD), STOP.rstrip(b"\n")]),
        TOLD,
        "stop",
        None,
    ),
    "half an event after the end": (
        streaming([delta(TOLD), STOP, b'data: {"choices": [{"del']),
        TOLD,
        "stop",
        None,
    ),
    "two final events": (
        streaming([delta(TOLD), STOP, delta("余計", finish="length"), DONE]),
        TOLD,
        "stop",
        None,
    ),
    "anything after [DONE]": (
        streaming([delta(TOLD), STOP, DONE, b"data: nonsense\n\n"]),
        TOLD,
        "stop",
        None,
    ),
    "the line hangs after the end": (streaming([delta(TOLD), STOP], hang=True), TOLD, "stop", None),
    "the line breaks after the end": (streaming([delta(TOLD), STOP], cut=True), TOLD, "stop", None),
    "the line hangs after [DONE]": (streaming([delta(TOLD), STOP, DONE], hang=True), TOLD, "stop", None),
    "cut at the length": (streaming([delta(TOLD), delta(finish="length"), DONE]), TOLD, "length", None),
    "stopped by a filter": (streaming([delta(finish="content_filter"), DONE]), "", "content_filter", None),
    "a reason that nobody knows": (
        streaming([delta(TOLD), delta(finish="eos_token"), DONE]),
        TOLD,
        "stop",
        None,
    ),
    "an answer without a word": (streaming([STOP, DONE]), "", "stop", None),
    "a first chunk with only a role, and empty texts": (
        streaming(
            [
                event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]}),
                delta(TOLD),
                event({"choices": [{"index": 0, "delta": {"content": None}}]}),
                STOP,
                DONE,
            ]
        ),
        TOLD,
        "stop",
        None,
    ),
    "chunks without choices first": (
        streaming([event({"choices": [], "prompt_filter_results": []}), delta(TOLD), STOP, DONE]),
        TOLD,
        "stop",
        None,
    ),
    "a second answer that was not asked for": (
        streaming([delta(TOLD), event({"choices": [{"index": 1, "delta": {"content": "別"}}]}), STOP, DONE]),
        TOLD,
        "stop",
        None,
    ),
    "text in parts": (
        streaming(
            [event({"choices": [{"delta": {"content": [{"type": "text", "text": TOLD}]}}]}), STOP, DONE]
        ),
        TOLD,
        "stop",
        None,
    ),
    "events under the wrong content type": (
        streaming(WHOLE, content_type="application/json"),
        TOLD,
        "stop",
        USAGE,
    ),
    "not streamed": (answering(whole(TOLD, usage=USAGE)), TOLD, "stop", USAGE),
    "not streamed, under the wrong content type": (
        answering(whole(TOLD), content_type="text/event-stream"),
        TOLD,
        "stop",
        None,
    ),
    "not streamed, cut at the length": (answering(whole(TOLD, finish="length")), TOLD, "length", None),
}


@pytest.mark.parametrize("name", GOOD)
async def test_an_answer_that_can_be_understood(
    name: str, model_server: ModelServer, chat: OpenAIChat
) -> None:
    model_server.behaviour, text, reason, usage = GOOD[name]
    events = await collect(chat.speak(model_server.endpoint, asked()))

    assert text_of(events) == text
    assert events[-1] == Finished(reason)
    reports = [event for event in events if isinstance(event, UsageReport)]
    assert reports == ([UsageReport(11, 7)] if usage else [])
