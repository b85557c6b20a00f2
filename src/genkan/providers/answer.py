"""One answer as its bytes arrive, whichever protocol it is in; reads nothing itself."""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from genkan.providers.errors import AnswerTooLarge, NotTheProtocol, ProviderProblem, StreamBroken
from genkan.providers.events import Finished, ProviderEvent, Reason, UsageReport
from genkan.providers.timing import Limits


class Frames(Protocol):
    """Takes a body apart into documents."""

    @property
    def name(self) -> str:
        """The name of the document given last, empty where it has none."""
        ...

    def feed(self, chunk: bytes) -> Iterator[str | bytes]:
        """The documents that this chunk completes. Raises ``ProviderProblem``."""
        ...

    def close(self) -> Iterator[str | bytes]:
        """The documents that the end of the body completes. Raises ``ProviderProblem``."""
        ...

    def unreadable(self) -> ProviderProblem:
        """The error for a document that cannot be read."""
        ...


class Dialect(Protocol):
    """What the documents of one protocol mean.

    ``understood``: something of this protocol was read. ``complete``: nothing more will follow.
    """

    understood: bool
    complete: bool

    def read(self, document: str | bytes, *, name: str, spoke: bool) -> Iterator[ProviderEvent]:
        """What a document says; ``spoke`` tells whether the answer had begun.

        Raises ``msgspec.DecodeError`` and ``UnicodeDecodeError``, and ``ProviderProblem`` where the endpoint reports one.
        """
        ...


class Answer:
    """Takes the chunks of a body and gives the events of the answer.

    ``ended``: the last word was said, only usage and the end of the stream may follow. ``complete``: nothing.
    """

    def __init__(self, frames: Frames, dialect: Dialect, *, limits: Limits) -> None:
        self._frames = frames
        self._dialect = dialect
        self._room = limits.answer
        self._reason: Reason | None = None
        self._served_by = ""
        self._usage: UsageReport | None = None
        self._spoke = False

    @property
    def ended(self) -> bool:
        """Whether the answer said why it ended."""
        return self._reason is not None

    @property
    def complete(self) -> bool:
        """Whether nothing more will follow."""
        return self._dialect.complete

    def take(self, chunk: bytes) -> Iterator[ProviderEvent]:
        """The events that this chunk completes.

        Raises ``NotTheProtocol``, ``StreamBroken``, ``EndpointRefused`` and ``AnswerTooLarge``.
        """
        self._room -= len(chunk)
        if self._room < 0:
            raise AnswerTooLarge
        yield from self._hear(self._frames.feed(chunk))

    def end(self) -> Iterator[ProviderEvent]:
        """The last events, once the body has ended or nothing more is waited for. Raises as :meth:`take`."""
        if not self.complete:
            yield from self._hear(self._frames.close())
        if not self._dialect.understood:
            raise NotTheProtocol(reason="no event")
        reason = self._final_reason()
        if self._usage is not None:
            yield self._usage
        yield Finished(reason, served_by=self._served_by)

    def _hear(self, documents: Iterator[str | bytes]) -> Iterator[ProviderEvent]:
        """What the documents say; after the last word, a fault is as good as the end."""
        try:
            for document in documents:
                if self.complete:
                    return
                yield from self._understand(document)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if not self.ended:
                raise self._frames.unreadable() from error
        except ProviderProblem:
            if not self.ended:
                raise

    def _understand(self, document: str | bytes) -> Iterator[ProviderEvent]:
        for event in self._dialect.read(document, name=self._frames.name, spoke=self._spoke):
            if isinstance(event, UsageReport):
                self._usage = event
            elif self.ended:
                continue
            elif isinstance(event, Finished):
                self._reason, self._served_by = event.reason, event.served_by
            else:
                self._spoke = True
                yield event

    def _final_reason(self) -> Reason:
        if self._reason is not None:
            return self._reason
        if self.complete and self._spoke:
            return "stop"
        raise StreamBroken(reason="the answer has no end")
