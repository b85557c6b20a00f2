"""For each protocol: how it is reached, and a good answer in it, piece by piece."""

from collections.abc import Mapping
from typing import NamedTuple

from genkan.providers import Endpoint
from tests.providers.aws_events import aws_event
from tests.providers.rules import AWS_SECRET, BEDROCK_MODEL, MODEL, REGION, SECRET
from tests.providers.streams import DONE, USAGE, delta, event


class Spoken(NamedTuple):
    """``first`` and ``second`` say a piece of text each, ``last`` ends the answer; ``usage`` is what it reports."""

    path: str
    first: bytes
    second: bytes
    last: bytes
    half: bytes
    usage: tuple[int, int] | None = (11, 7)
    secret: str = SECRET
    model: str = MODEL
    parameters: Mapping[str, object] = {}
    content_type: str = "text/event-stream"

    @property
    def whole(self) -> list[bytes]:
        """The answer from beginning to end."""
        return [self.first, self.second, self.last]

    def endpoint(self, address: str, **capabilities: object) -> Endpoint:
        """The endpoint at a server."""
        return Endpoint(
            address + self.path, secret=self.secret, parameters=self.parameters, capabilities=capabilities
        )


def said(text: str) -> bytes:
    """A piece of text in Cohere's protocol."""
    return typed("content-delta", index=0, delta={"message": {"content": {"text": text}}})


def typed(kind: str, **more: object) -> bytes:
    """An event of Cohere's protocol, which has its type twice."""
    return f"event: {kind}\n".encode() + event({"type": kind, **more})


def spoken(text: str) -> bytes:
    """A piece of text in Bedrock's protocol."""
    return aws_event("contentBlockDelta", {"delta": {"text": text}, "contentBlockIndex": 0})


_OPENAI_LAST = delta(finish="stop") + event({"choices": [], "usage": USAGE}) + DONE
_COHERE_USAGE = {"billed_units": {"input_tokens": 11, "output_tokens": 7}, "tokens": {"input_tokens": 90}}
_BEDROCK_USAGE = {"inputTokens": 11, "outputTokens": 7, "totalTokens": 18}

PROTOCOLS: Mapping[str, Spoken] = {
    "openai_chat": Spoken(
        "/v1", delta("保存期間は"), delta("五年です。"), _OPENAI_LAST, b'data: {"choices": [{"del'
    ),
    "azure_openai": Spoken(
        "",
        event({"choices": [], "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": {}}]})
        + delta("保存期間は"),
        delta("五年です。"),
        _OPENAI_LAST,
        b'data: {"choices": [{"del',
        parameters={"api_version": "2024-10-21"},
    ),
    "cotomi": Spoken(
        "/cotomi-api/v1",
        event({"answer": "保存期間は"}),
        event({"answer": "五年です。"}),
        b"event: done\n\n",
        b'data: {"ans',
        usage=None,
        parameters={"client_id": "4f0c53a5-2d0f-4a53-9bb5-0c5b4c5a1c11"},
    ),
    "cohere_chat": Spoken(
        "/v2",
        typed("message-start", id="1", delta={"message": {"role": "assistant", "content": []}})
        + typed("content-start", index=0, delta={"message": {"content": {"type": "text", "text": ""}}})
        + said("保存期間は"),
        said("五年です。"),
        typed("content-end", index=0)
        + typed("message-end", delta={"finish_reason": "COMPLETE", "usage": _COHERE_USAGE}),
        b'event: content-delta\ndata: {"type": "cont',
    ),
    "bedrock_converse": Spoken(
        "",
        aws_event("messageStart", {"role": "assistant"}) + spoken("保存期間は"),
        spoken("五年です。"),
        aws_event("contentBlockStop", {"contentBlockIndex": 0})
        + aws_event("messageStop", {"stopReason": "end_turn"})
        + aws_event("metadata", {"usage": _BEDROCK_USAGE, "metrics": {"latencyMs": 5}}),
        spoken("続き")[:20],
        secret=AWS_SECRET,
        model=BEDROCK_MODEL,
        parameters={"region": REGION},
        content_type="application/vnd.amazon.eventstream",
    ),
}
