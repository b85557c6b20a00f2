"""The documents of OpenAI Chat Completions: what we write, and what we accept."""

from collections.abc import Iterator, Mapping

import msgspec

from genkan.providers.capabilities import Capabilities
from genkan.providers.errors import CapabilityUnreadable, StreamBroken
from genkan.providers.events import (
    Finished,
    Message,
    ProviderEvent,
    Reason,
    SpeakRequest,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from genkan.providers.refusals import failure, is_filtered

_REASONS: dict[str, Reason] = {
    "stop": "stop",
    "eos": "stop",
    "length": "length",
    "max_tokens": "length",
    "content_filter": "content_filter",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
}
_LENGTHS = ("max_tokens", "max_completion_tokens")
_LONGEST_NAME = 140
_BROKEN = frozenset({"abort", "error"})


class _Function(msgspec.Struct, frozen=True):
    name: str | None = None
    arguments: str | dict[str, object] | None = None


class _ToolCall(msgspec.Struct, frozen=True):
    index: int | None = None
    id: str | None = None
    function: _Function | None = None


class _Part(msgspec.Struct, frozen=True):
    type: str = "text"
    text: str | None = None


class _Said(msgspec.Struct, frozen=True):
    content: str | list[_Part] | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(msgspec.Struct, frozen=True):
    index: int = 0
    delta: _Said | None = None
    message: _Said | None = None
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Completion(msgspec.Struct, frozen=True):
    """A chunk of a streamed answer, or a whole answer, or an error in the place of either."""

    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: object = None
    message: object = None
    code: object = None
    model: object = None
    system_fingerprint: object = None

    @property
    def served_by(self) -> str:
        """What the endpoint says of itself: the model that it names, and its fingerprint."""
        said = (self.model, self.system_fingerprint)
        return " ".join(name[:_LONGEST_NAME] for name in said if isinstance(name, str) and name)

    @property
    def failed(self) -> bool:
        """Whether this is an error."""
        return bool(self.error) or (self.choices is None and self.message is not None)

    @property
    def choice(self) -> _Choice | None:
        """The first answer; others were not asked for."""
        return next((choice for choice in self.choices or () if choice.index == 0), None)


_decode = msgspec.json.Decoder(Completion).decode


def decode(data: bytes | str) -> Completion:
    """The document. Raises ``msgspec.DecodeError`` (``ValidationError`` included)."""
    return _decode(data)


def stream_defaults(capabilities: Capabilities) -> dict[str, object]:
    """How an answer is asked for that comes piece by piece, with its usage, as far as the endpoint can."""
    if not capabilities.streams:
        return {"stream": False}
    options = {"stream_options": {"include_usage": True}} if capabilities.include_usage else {}
    return {"stream": True, **options}


def compose(
    request: SpeakRequest, *, parameters: Mapping[str, object], capabilities: Capabilities
) -> dict[str, object]:
    """The document of the request, without the name of the model."""
    document = _named(parameters, capabilities)
    if not capabilities.include_usage:
        document.pop("stream_options", None)
    document["messages"] = [_encode_message(message) for message in request.messages]
    if request.tools:
        document["tools"] = list(request.tools)
    return document


def encode(document: Mapping[str, object]) -> bytes:
    """The document as it is sent."""
    return msgspec.json.encode(document)


def said(completion: Completion) -> Iterator[ProviderEvent]:
    """The text and tool calls of a chunk or of a whole answer."""
    choice = completion.choice
    words = choice and (choice.delta or choice.message)
    if not words:
        return
    if text := _text(words.content):
        yield TextDelta(text)
    for position, call in enumerate(words.tool_calls or ()):
        yield _tool_call(call, position=position)


def reason(completion: Completion) -> Reason | None:
    """Why the answer ended, if this says so. Raises ``StreamBroken`` where the endpoint gave up."""
    choice = completion.choice
    if choice is None or not choice.finish_reason:
        return None
    if choice.finish_reason in _BROKEN:
        raise StreamBroken(reason=f"finish_reason: {choice.finish_reason}")
    return _REASONS.get(choice.finish_reason, "stop")


def usage(completion: Completion) -> UsageReport | None:
    """The tokens, if this reports both counts."""
    counted = completion.usage
    if counted is None or counted.prompt_tokens is None or counted.prompt_tokens < 0:
        return None
    return UsageReport(counted.prompt_tokens, max(counted.completion_tokens or 0, 0))


def failed(completion: Completion, *, after_text: bool) -> Finished:
    """How an answer ends that the endpoint gave up within a body of status 200.

    Raises the error that it reports, except where its content filter stopped the answer half-way.
    """
    document = {"error": completion.error, "message": completion.message, "code": completion.code}
    if after_text and is_filtered(document):
        return Finished("content_filter")
    raise failure(document, after_text=after_text)


def _named(parameters: Mapping[str, object], capabilities: Capabilities) -> dict[str, object]:
    """The parameters with the length of the answer under the name that the endpoint knows."""
    if capabilities.max_tokens_name not in _LENGTHS:
        raise CapabilityUnreadable(capability="max_tokens_name")
    if capabilities.max_tokens_name == "max_tokens" or "max_tokens" not in parameters:
        return dict(parameters)
    others = {name: value for name, value in parameters.items() if name not in _LENGTHS}
    return others | {capabilities.max_tokens_name: parameters["max_tokens"]}


def _encode_message(message: Message) -> dict[str, object]:
    encoded: dict[str, object] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        encoded["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        encoded["tool_call_id"] = message.tool_call_id
    return encoded


def _text(content: str | list[_Part] | None) -> str:
    if isinstance(content, list):
        return "".join(part.text or "" for part in content if part.type == "text")
    return content or ""


def _tool_call(call: _ToolCall, *, position: int) -> ToolCallDelta:
    function = call.function or _Function()
    arguments = function.arguments or ""
    if isinstance(arguments, dict):
        arguments = msgspec.json.encode(arguments).decode()
    index = position if call.index is None else call.index
    return ToolCallDelta(index=index, id=call.id or "", name=function.name or "", arguments=arguments)
