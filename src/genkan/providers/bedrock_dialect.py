"""What Amazon Bedrock's Converse answers, as one document or as the events of ConverseStream."""

from collections.abc import Iterator

import msgspec

from genkan.providers.errors import StreamBroken
from genkan.providers.events import Finished, ProviderEvent, Reason, TextDelta, ToolCallDelta, UsageReport
from genkan.providers.refusals import failure

_REASONS: dict[str, Reason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
}
_STATUSES = {
    "validationException": 400,
    "throttlingException": 429,
    "serviceUnavailableException": 503,
    "modelStreamErrorException": 502,
}


class _ToolUse(msgspec.Struct, frozen=True, rename="camel"):
    tool_use_id: str | None = None
    name: str | None = None
    input: str | dict[str, object] | None = None


class _Block(msgspec.Struct, frozen=True, rename="camel"):
    text: str | None = None
    tool_use: _ToolUse | None = None


class _Message(msgspec.Struct, frozen=True):
    content: list[_Block] = []


class _Output(msgspec.Struct, frozen=True):
    message: _Message | None = None


class _Usage(msgspec.Struct, frozen=True, rename="camel"):
    input_tokens: int | None = None
    output_tokens: int | None = None


class _Document(msgspec.Struct, frozen=True, rename="camel"):
    """Any of them: ``start`` and ``delta`` are of a stream, ``output`` is of a whole answer."""

    start: _Block | None = None
    delta: _Block | None = None
    content_block_index: int = 0
    output: _Output | None = None
    stop_reason: str | None = None
    usage: _Usage | None = None


_decode = msgspec.json.Decoder(_Document).decode


class BedrockDialect:
    """See :class:`~genkan.providers.answer.Dialect`."""

    def __init__(self) -> None:
        self.understood = False
        self.complete = False
        self._tools: dict[int, int] = {}

    def read(self, document: str | bytes, *, name: str, spoke: bool) -> Iterator[ProviderEvent]:
        """See :class:`~genkan.providers.answer.Dialect`; a document without a name is a whole answer."""
        if name == "error" or name.endswith("Exception"):
            self.understood = True
            raise failure(_any(document), after_text=spoke, status=_STATUSES.get(name, 500))
        said = _decode(document)
        self.understood = self.understood or bool(name) or said.output is not None
        yield from self._say(said)
        if said.usage is not None and said.usage.input_tokens is not None:
            yield UsageReport(max(said.usage.input_tokens, 0), max(said.usage.output_tokens or 0, 0))
        if said.stop_reason is not None:
            yield _finished(said.stop_reason)
        self.complete = self.complete or name == "metadata"

    def _say(self, said: _Document) -> Iterator[ProviderEvent]:
        for block in (said.start, said.delta):
            if block is not None:
                yield from self._say_block(block, place=said.content_block_index)
        if said.output is not None and said.output.message is not None:
            for place, block in enumerate(said.output.message.content):
                yield from self._say_block(block, place=place)

    def _say_block(self, block: _Block, *, place: int) -> Iterator[ProviderEvent]:
        if block.text:
            yield TextDelta(block.text)
        if block.tool_use is not None:
            index = self._tools.setdefault(place, len(self._tools))
            yield _tool_call(block.tool_use, index=index)


def _tool_call(tool: _ToolUse, *, index: int) -> ToolCallDelta:
    arguments = tool.input or ""
    if isinstance(arguments, dict):
        arguments = msgspec.json.encode(arguments).decode()
    return ToolCallDelta(index=index, id=tool.tool_use_id or "", name=tool.name or "", arguments=arguments)


def _finished(reason: str) -> Finished:
    if reason.startswith("malformed"):
        raise StreamBroken(reason=f"stopReason: {reason[:100]}")
    return Finished(_REASONS.get(reason, "stop"))


def _any(document: str | bytes) -> object:
    try:
        return msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
