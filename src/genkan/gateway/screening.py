"""Every text that would leave, laid before the policy and put back in its place."""

from dataclasses import replace

from genkan.gateway.ask import Ask
from genkan.providers import Message, Source


def texts_of(ask: Ask) -> tuple[str, ...]:
    """All texts of a question in a fixed order: messages, then sources with their labels."""
    return (
        *(message.content for message in ask.messages),
        *(text for source in ask.sources for text in (source.label, source.text)),
    )


def with_texts(ask: Ask, texts: tuple[str, ...]) -> Ask:
    """The question with its texts replaced, in the order of :func:`texts_of`."""
    count = len(ask.messages)
    messages = tuple(
        _reword(message, text) for message, text in zip(ask.messages, texts[:count], strict=True)
    )
    pairs = zip(texts[count::2], texts[count + 1 :: 2], strict=True)
    sources = tuple(_relabel(source, pair) for source, pair in zip(ask.sources, pairs, strict=True))
    return replace(ask, messages=messages, sources=sources)


def _reword(message: Message, text: str) -> Message:
    return replace(message, content=text)


def _relabel(source: Source, pair: tuple[str, str]) -> Source:
    return replace(source, label=pair[0], text=pair[1])
