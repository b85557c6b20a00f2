"""The documents of Cohere's chat, version 2: what we write, and what its typed events mean."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from genkan.providers.errors import NotSupported
from genkan.providers.events import (
    Finished,
    Message,
    ProviderEvent,
    Reason,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from genkan.providers.refusals import failure

_REASONS: dict[str, Reason] = {
    "COMPLETE": "stop",
    "STOP_SEQUENCE": "stop",
    "MAX_TOKENS": "length",
    "TOOL_CALL": "tool_calls",
    "ERROR_TOXIC": "content_filter",
}
_BROKEN = frozenset({"ERROR", "ERROR_LIMIT", "TIMEOUT", "USER_CANCEL"})
_TOOL_CHOICES = {"required": "REQUIRED", "none": "NONE"}


class _Content(msgspec.Struct, frozen=True):
    type: str = "text"
    text: str | None = None


class _Function(msgspec.Struct, frozen=True):
    name: str | None = None
    arguments: str | None = None


class _ToolCall(msgspec.Struct, frozen=True):
    id: str | None = None
    function: _Function | None = None


class _Said(msgspec.Struct, frozen=True):
    content: _Content | list[_Content] | str | None = None
    tool_calls: _ToolCall | list[_ToolCall] | None = None


class _Counted(msgspec.Struct, frozen=True):
    input_tokens: float | None = None
    output_tokens: float | None = None


class _Usage(msgspec.Struct, frozen=True):
    billed_units: _Counted | None = None
    tokens: _Counted | None = None


class _Delta(msgspec.Struct, frozen=True):
    message: _Said | None = None
    finish_reason: str | None = None
    usage: _Usage | None = None
    error: object = None


class _Event(msgspec.Struct, frozen=True):
    """An event of a stream (``type``, ``delta``), a whole answer (``message``, ``finish_reason``), or an error."""

    type: str | None = None
    index: int = 0
    delta: _Delta | None = None
    message: _Said | str | None = None
    finish_reason: str | None = None
    usage: _Usage | None = None


_decode = msgspec.json.Decoder(_Event).decode


class CohereDialect:
    """See :class:`~genkan.providers.answer.Dialect`."""

    def __init__(self) -> None:
        self.understood = False
        self.complete = False

    def read(self, document: str | bytes, *, name: str, spoke: bool) -> Iterator[ProviderEvent]:
        """See :class:`~genkan.providers.answer.Dialect`."""
        event = _decode(document)
        if isinstance(event.message, str):
            self.understood = True
            raise failure(msgspec.json.decode(document), after_text=spoke)
        part = event.delta or _Delta(event.message, event.finish_reason, event.usage)
        self.understood = self.understood or event.type is not None or part.finish_reason is not None
        yield from _said(part.message, index=event.index)
        if part.usage is not None:
            yield from _usage(part.usage)
        if part.finish_reason is not None:
            yield _finished(part, spoke=spoke)
            self.complete = True


def encode_message(message: Message) -> dict[str, object]:
    """A turn as Cohere wants it: a turn that calls tools has no empty text."""
    encoded: dict[str, object] = {"role": message.role}
    if message.content or not message.tool_calls:
        encoded["content"] = message.content
    if message.tool_calls:
        encoded["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        encoded["tool_call_id"] = message.tool_call_id
    return encoded


def tool_choice(value: object) -> str | None:
    """Cohere's word for a choice of tools; None for its default. Raises ``NotSupported`` for one single tool."""
    if value == "auto":
        return None
    if not isinstance(value, str) or value not in _TOOL_CHOICES:
        raise NotSupported(parameter="tool_choice", given=str(value)[:20], allowed="auto、none、required")
    return _TOOL_CHOICES[value]


def response_format(value: object) -> object:
    """The form of the answer: OpenAI's ``json_schema`` is a ``json_object`` with a schema here."""
    if not isinstance(value, dict):
        raise NotSupported(
            parameter="response_format", given=str(value)[:20], allowed="json_object、json_schema"
        )
    form = cast("Mapping[str, Any]", value)
    if form.get("type") != "json_schema":
        return form
    return {"type": "json_object", "json_schema": form.get("json_schema", {}).get("schema", {})}


def _said(said: _Said | str | None, *, index: int) -> Iterator[ProviderEvent]:
    if not isinstance(said, _Said):
        return
    if text := _text(said.content):
        yield TextDelta(text)
    if isinstance(said.tool_calls, _ToolCall):
        yield _tool_call(said.tool_calls, index=index)
    elif said.tool_calls:
        yield from (_tool_call(call, index=position) for position, call in enumerate(said.tool_calls))


def _text(content: _Content | list[_Content] | str | None) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    parts = content if isinstance(content, list) else [content]
    return "".join(part.text or "" for part in parts if part.type == "text")


def _tool_call(call: _ToolCall, *, index: int) -> ToolCallDelta:
    function = call.function or _Function()
    return ToolCallDelta(
        index=index, id=call.id or "", name=function.name or "", arguments=function.arguments or ""
    )


def _usage(usage: _Usage) -> Iterator[UsageReport]:
    """What is billed; the tokens themselves where nothing is."""
    for counted in (usage.billed_units, usage.tokens):
        if counted is not None and counted.input_tokens is not None and counted.input_tokens >= 0:
            yield UsageReport(round(counted.input_tokens), max(round(counted.output_tokens or 0), 0))
            return


def _finished(part: _Delta, *, spoke: bool) -> Finished:
    reason = part.finish_reason or ""
    if reason in _BROKEN:
        raise failure({"error": part.error or f"finish_reason: {reason}"}, after_text=spoke)
    return Finished(_REASONS.get(reason, "stop"))
