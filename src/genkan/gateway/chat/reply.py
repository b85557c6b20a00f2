"""Answers of endpoints that speak another protocol, written in OpenAI's form."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec

from genkan.gateway.chat.request import ChatMessage, ChatRequest
from genkan.providers import (
    Choice,
    Document,
    Finished,
    Message,
    ProviderEvent,
    SpeakRequest,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    Usage,
    UsageReport,
    Words,
    assemble_tool_calls,
)


class Reply:
    """Turns the events of a provider into chunks, or into one whole answer; as ``Relayed`` does."""

    def __init__(
        self, events: AsyncGenerator[ProviderEvent, None], *, call_id: str, model: str, created: int
    ) -> None:
        self._events = events
        self._frame: dict[str, Any] = {"id": f"chatcmpl-{call_id}", "created": created, "model": model}
        self._began = False

    async def next(self) -> list[tuple[bytes, Document]]:
        """The next chunk, or nothing at the proper end. Raises ``ProviderProblem``."""
        async for event in self._events:
            return [self._chunk(event)]
        return []

    async def whole(self) -> tuple[bytes, Document]:
        """The answer once it is whole. Raises ``ProviderProblem``."""
        text, calls, usage, reason = "", list[ToolCallDelta](), None, "stop"
        async with aclosing(self._events) as events:
            async for event in events:
                match event:
                    case TextDelta(piece):
                        text += piece
                    case ToolCallDelta():
                        calls.append(event)
                    case UsageReport():
                        usage = event
                    case Finished(ended):
                        reason = ended
        return self._whole(text, tuple(calls), usage, reason)

    async def close(self) -> None:
        """End the answer, also at the endpoint."""
        await self._events.aclose()

    def _chunk(self, event: ProviderEvent) -> tuple[bytes, Document]:
        match event:
            case TextDelta(text):
                return self._delta({"content": text}, Words(content=text))
            case ToolCallDelta():
                return self._delta(
                    {"tool_calls": [_tool_delta(event)]}, Words(tool_calls=[msgspec.Raw(b"{}")])
                )
            case UsageReport():
                document = Document(choices=[], usage=Usage(event.input_tokens, event.output_tokens))
                return self._encode([], usage=event), document
            case Finished(reason):
                choice: dict[str, Any] = {"index": 0, "delta": {}, "finish_reason": reason}
                return self._encode([choice]), Document(choices=[Choice(finish_reason=reason)])

    def _delta(self, delta: dict[str, Any], words: Words) -> tuple[bytes, Document]:
        if not self._began:
            self._began, delta = True, {"role": "assistant", **delta}
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        return self._encode([choice]), Document(choices=[Choice(delta=words)])

    def _encode(self, choices: list[dict[str, Any]], *, usage: UsageReport | None = None) -> bytes:
        chunk = {**self._frame, "object": "chat.completion.chunk", "choices": choices}
        return msgspec.json.encode(chunk | ({"usage": _usage(usage)} if usage else {}))

    def _whole(
        self, text: str, deltas: tuple[ToolCallDelta, ...], usage: UsageReport | None, reason: str
    ) -> tuple[bytes, Document]:
        message: dict[str, Any] = {"role": "assistant", "content": text or None}
        if deltas:
            message["tool_calls"] = [_tool_call(call) for call in assemble_tool_calls(deltas)]
        choice = {"index": 0, "message": message, "finish_reason": reason}
        body = {**self._frame, "object": "chat.completion", "choices": [choice]}
        document = Document(
            choices=[Choice(message=Words(content=text), finish_reason=reason)],
            usage=Usage(usage.input_tokens, usage.output_tokens) if usage else None,
        )
        return msgspec.json.encode(body | ({"usage": _usage(usage)} if usage else {})), document


def speak_request(request: ChatRequest, *, model: str) -> SpeakRequest:
    """The request as providers of other protocols take it."""
    parameters = request.parameters()
    parameters.pop("tools", None)
    return SpeakRequest(
        model=model,
        messages=tuple(_message(message) for message in request.messages),
        parameters=parameters,
        tools=tuple(request.tools or ()),
        watched=request.streams,
    )


def _message(message: ChatMessage) -> Message:
    content = message.content
    if isinstance(content, list):
        content = "".join(part.text or part.refusal or "" for part in content)
    role = {"developer": "system", "function": "tool"}.get(message.role, message.role)
    calls = tuple(
        ToolCall(call.id, call.function.name, call.function.arguments) for call in message.tool_calls or ()
    )
    return Message(role, content or "", calls, message.tool_call_id or "")  # pyright: ignore[reportArgumentType]


def _tool_delta(delta: ToolCallDelta) -> dict[str, Any]:
    function = {"name": delta.name} if delta.name else {}
    named = {"id": delta.id, "type": "function"} if delta.id else {}
    return {"index": delta.index, **named, "function": {**function, "arguments": delta.arguments}}


def _tool_call(call: ToolCall) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _usage(usage: UsageReport) -> dict[str, int]:
    total = usage.input_tokens + usage.output_tokens
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": total,
    }
