"""Every text that would leave, laid before the policy and put back in its place."""

from collections.abc import Iterator
from dataclasses import replace

from genkan.gateway.ask import Ask
from genkan.gateway.chat.escapes import closed, is_json, opened, readable
from genkan.gateway.errors import RequestInvalid
from genkan.providers import Message, Source, ToolCall


def texts_of(ask: Ask) -> tuple[str, ...]:
    """All texts of a question in a fixed order: each message with its tool calls, then sources with their labels."""
    return (
        *(text for message in ask.messages for text in _texts_of_message(message)),
        *(text for source in ask.sources for text in (source.label, source.text)),
    )


def with_texts(ask: Ask, texts: tuple[str, ...]) -> Ask:
    """The question with its texts replaced, in the order of :func:`texts_of`; ``ValueError`` for another count."""
    if len(texts) != len(texts_of(ask)):
        raise ValueError("as many texts must come back as were taken")
    remaining = iter(texts)
    messages = tuple(_reword(message, remaining) for message in ask.messages)
    sources = tuple(_relabel(source, remaining) for source in ask.sources)
    return replace(ask, messages=messages, sources=sources)


def _texts_of_message(message: Message) -> Iterator[str]:
    yield readable(message.content) if message.role == "tool" else message.content
    for call in message.tool_calls:
        yield from (call.name, opened(call.arguments))


def _reword(message: Message, texts: Iterator[str]) -> Message:
    content = next(texts)
    calls = tuple(_recall(call, texts) for call in message.tool_calls)
    return replace(message, content=content, tool_calls=calls)


def _recall(call: ToolCall, texts: Iterator[str]) -> ToolCall:
    return replace(call, name=next(texts), arguments=_arguments(call.arguments, next(texts)))


def _arguments(before: str, after: str) -> str:
    """Strict JSON again where it was; where masking left none, the masked text as it is."""
    if after == opened(before):
        return before
    if not is_json(before):
        return after
    try:
        return closed(after)
    except RequestInvalid:
        return after


def _relabel(source: Source, texts: Iterator[str]) -> Source:
    return replace(source, label=next(texts), text=next(texts))
