"""One answer in OpenAI's protocol as its bytes arrive; reads nothing itself.

Servers get the content type wrong, so the kind of answer is told from its first byte: ``{`` begins a whole
document, a field name or ``:`` a stream of events, and anything else is not the protocol.
"""

from collections.abc import Iterator

import msgspec

from genkan.providers import openai_message
from genkan.providers.errors import AnswerTooLarge, NotTheProtocol, StreamBroken
from genkan.providers.events import Finished, ProviderEvent, Reason, UsageReport
from genkan.providers.server_sent import EventParser, EventTooLarge
from genkan.providers.timing import Limits

_BLANK = b" \t\r\n\xef\xbb\xbf"
_FIRST_OF_EVENTS = b":deir"  # a comment, data, event, id, retry
_DONE = "[DONE]"


class OpenAIAnswer:
    """Takes the chunks of a body and gives the events of the answer.

    ``ended``: the last word was said, only usage and the end of the stream may follow. ``complete``: nothing.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parser: EventParser | None = None
        self._whole = bytearray()
        self._size = 0
        self._reason: Reason | None = None
        self._usage: UsageReport | None = None
        self._spoke = False
        self._understood = False
        self.complete = False

    @property
    def ended(self) -> bool:
        """Whether the answer said why it ended."""
        return self._reason is not None

    def take(self, chunk: bytes) -> Iterator[ProviderEvent]:
        """The events that this chunk completes.

        Raises ``NotTheProtocol``, ``StreamBroken``, ``EndpointRefused`` and ``AnswerTooLarge``.
        """
        self._size += len(chunk)
        if self._size > self._limits.answer:
            raise AnswerTooLarge
        if self._parser is not None:
            yield from self._take_stream(chunk)
            return
        self._whole += chunk
        opening = bytes(self._whole.lstrip(_BLANK)[:1])
        if opening and opening in _FIRST_OF_EVENTS:
            yield from self._begin_stream()
        elif opening and opening != b"{":
            raise NotTheProtocol(reason="neither events nor a document")

    def end(self) -> Iterator[ProviderEvent]:
        """The last events, once the body has ended or nothing more is waited for. Raises as :meth:`take`."""
        if self._parser is None:
            yield from self._read_whole()
        elif not self.complete:
            yield from self._end_stream(self._parser)
        if not self._understood:
            raise NotTheProtocol(reason="no event")
        reason = self._final_reason()
        if self._usage is not None:
            yield self._usage
        yield Finished(reason)

    def _begin_stream(self) -> Iterator[ProviderEvent]:
        self._parser = EventParser(limit=self._limits.event)
        opening = bytes(self._whole.lstrip(_BLANK))
        self._whole.clear()
        yield from self._take_stream(opening)

    def _take_stream(self, chunk: bytes) -> Iterator[ProviderEvent]:
        if self._parser is None:
            return
        try:
            for data in self._parser.feed(chunk):
                yield from self._take_event(data)
        except UnicodeDecodeError as error:
            raise StreamBroken(reason="not UTF-8") from error
        except EventTooLarge as error:
            raise AnswerTooLarge from error

    def _end_stream(self, parser: EventParser) -> Iterator[ProviderEvent]:
        """A last event without its empty line counts if it is whole; half of one does not."""
        try:
            for data in parser.close():
                yield from self._take_event(data)
        except UnicodeDecodeError as error:
            if not self.ended:
                raise StreamBroken(reason="half a character at the end") from error

    def _take_event(self, data: str) -> Iterator[ProviderEvent]:
        if self.complete:
            return
        if data.strip() == _DONE:
            self.complete = self._understood = True
            return
        try:
            completion = openai_message.decode(data)
        except msgspec.DecodeError as error:
            if self.ended:
                return
            raise StreamBroken(reason="an event is not a whole document") from error
        yield from self._understand(completion)

    def _read_whole(self) -> Iterator[ProviderEvent]:
        try:
            completion = openai_message.decode(bytes(self._whole.lstrip(_BLANK)))
        except msgspec.DecodeError as error:
            raise NotTheProtocol(reason="not a whole document") from error
        yield from self._understand(completion)

    def _understand(self, completion: openai_message.Completion) -> Iterator[ProviderEvent]:
        if completion.failed and not self.ended:
            raise openai_message.failure(completion, after_text=self._spoke)
        self._usage = openai_message.usage(completion) or self._usage
        self._understood = self._understood or completion.choices is not None
        if self.ended:
            return
        for event in openai_message.said(completion):
            self._spoke = True
            yield event
        self._reason = openai_message.reason(completion)

    def _final_reason(self) -> Reason:
        if self._reason is not None:
            return self._reason
        if self.complete and self._spoke:
            return "stop"
        raise StreamBroken(reason="the answer has no end")
