"""The documents in a body of text: server-sent events, or the whole body as one.

Servers get the content type wrong, so the kind of body is told from its first byte: ``{`` begins a whole document,
a field name or ``:`` a stream of events, and anything else is not the protocol.
"""

from collections.abc import Iterator

from genkan.providers.errors import AnswerTooLarge, NotTheProtocol, ProviderProblem, StreamBroken
from genkan.providers.server_sent import EventParser, EventTooLarge
from genkan.providers.timing import Limits

_BLANK = b" \t\r\n\xef\xbb\xbf"
_FIRST_OF_EVENTS = b":deir"  # a comment, data, event, id, retry


class TextFrames:
    """Gives the data of each event, or the whole document at the end.

    ``bare``: an event that has a name and no data counts too.
    """

    def __init__(self, limits: Limits, *, bare: bool = False) -> None:
        self._limit = limits.event
        self._bare = bare
        self._parser: EventParser | None = None
        self._whole = bytearray()

    @property
    def name(self) -> str:
        """The name of the event given last."""
        return self._parser.name if self._parser else ""

    def feed(self, chunk: bytes) -> Iterator[str | bytes]:
        """See :class:`~genkan.providers.answer.Frames`."""
        if self._parser is not None:
            yield from self._events(self._parser.feed(chunk), torn="not UTF-8")
            return
        self._whole += chunk
        opening = bytes(self._whole.lstrip(_BLANK)[:1])
        if opening and opening in _FIRST_OF_EVENTS:
            yield from self._begin_stream()
        elif opening and opening != b"{":
            raise NotTheProtocol(reason="neither events nor a document")

    def close(self) -> Iterator[str | bytes]:
        """A last event without its empty line counts if it is whole; half of one does not."""
        if self._parser is not None:
            yield from self._events(self._parser.close(), torn="half a character at the end")
        else:
            yield bytes(self._whole.lstrip(_BLANK))

    def unreadable(self) -> ProviderProblem:
        """See :class:`~genkan.providers.answer.Frames`."""
        if self._parser is not None:
            return StreamBroken(reason="an event is not a whole document")
        return NotTheProtocol(reason="not a whole document")

    def _begin_stream(self) -> Iterator[str]:
        self._parser = EventParser(limit=self._limit, bare=self._bare)
        beginning = bytes(self._whole.lstrip(_BLANK))
        self._whole.clear()
        yield from self._events(self._parser.feed(beginning), torn="not UTF-8")

    def _events(self, events: Iterator[str], *, torn: str) -> Iterator[str]:
        try:
            yield from events
        except UnicodeDecodeError as error:
            raise StreamBroken(reason=torn) from error
        except EventTooLarge as error:
            raise AnswerTooLarge from error
